"""The Python SDK: what any consumer needs to call the broker."""
