"""Verifies the journal with its own tree code, offline."""
