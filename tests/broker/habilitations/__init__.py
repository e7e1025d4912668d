"""Who may ask what, why, for whom."""
