"""A town hall: canteen registration."""
