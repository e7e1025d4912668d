"""One file per data flow: its parameters, its answer, its declaration."""
