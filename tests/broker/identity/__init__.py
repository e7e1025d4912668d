"""Who calls, and about whom."""
