"""Starts the whole federation on one machine, with its people."""
