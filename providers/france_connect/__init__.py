"""A stand-in for FranceConnect v2: it never calls the real one and never looks like it."""
