"""`python -m dlteach` is the `dlteach` command."""

from dlteach.cli import main

if __name__ == "__main__":
    main()
