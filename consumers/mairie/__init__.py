"""A town hall: canteen registration.

The fictitious « Ville de Sainte-Ormelle » asks the broker for a family's quotient instead of
asking the family. Start with `app.py`, then `routes/`; what the town decides is in `tarif.py`.
"""
