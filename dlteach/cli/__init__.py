"""The `dlteach` command: what a learner, an instructor, an author and a script call from a terminal."""

from dlteach.cli import grading, learning, marks, reports
from dlteach.cli.app import app

__all__ = ["app", "main"]

_COMMANDS = (learning, grading, marks, reports)  # importing them has added their commands, in this order


def main() -> None:
    """Run the command that the terminal asks for."""
    app()
