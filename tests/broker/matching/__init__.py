"""The identity check, rule by rule."""
