"""The record of every access: entries, tree, checkpoints."""
