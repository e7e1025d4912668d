"""Is this the person? Pure judgement, by a published rule."""
