"""What a person reads, rendered on the server."""
