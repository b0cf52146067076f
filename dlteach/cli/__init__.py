"""The `dlteach` command: what a learner, an instructor, an author and a script call from a terminal."""

from dlteach.cli import exporting, exporting_results, grading, learning, marks, reports
from dlteach.cli.app import app

__all__ = ["app", "main"]

# Importing them has added their commands, in this order.
_COMMANDS = (learning, grading, marks, reports, exporting, exporting_results)


def main() -> None:
    """Run the command that the terminal asks for."""
    app()
