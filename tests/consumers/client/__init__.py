"""The Python SDK, against a scripted broker."""
