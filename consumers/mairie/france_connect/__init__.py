"""A small OpenID Connect client for FranceConnect v2: what a service (FS) must do, no more.

`tokens.py` judges what FranceConnect sends; `relying_party.py` goes and gets it.
"""
