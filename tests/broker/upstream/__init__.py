"""Providers that misbehave, on real sockets of 127.0.0.1."""
