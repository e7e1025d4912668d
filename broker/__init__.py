"""The broker: asks an administration, through one path, for what a person already told it.

Start with `disclosure.py`, then `evidence.py`. Imports `contracts`, never providers or consumers.
"""
