"""Asking a provider, and taking only what its contract allows."""
