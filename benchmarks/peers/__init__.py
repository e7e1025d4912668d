"""What the broker is compared with, kept beside it and measured in the same run."""
