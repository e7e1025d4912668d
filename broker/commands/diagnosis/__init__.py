"""`dlnuf doctor`: one file a place where something can be wrong. Start with `doctor.py`."""
