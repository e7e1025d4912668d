"""`python -m sandbox`: the same as `dlnuf`."""

from sandbox.cli import main

if __name__ == "__main__":
    main()
