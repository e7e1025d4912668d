"""Mock providers: stateful services that behave like the real ones. Import contracts only."""
