"""What organisations have agreed to say to one another.

Imports pydantic (and stdnum, which knows the keys of SIRET numbers), nothing of ours.
Start with `flow.py`, then `flows/quotient_familial.py`.
"""
