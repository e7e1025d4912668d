"""What `dlnuf` does, one file a subject. Reads settings; start with `keys.py`."""
