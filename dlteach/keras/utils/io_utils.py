"""What goes to the screen: directly, or through Python's logging."""

from __future__ import annotations

import logging
import os
import sys

from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute

_LEVELS = ("FATAL", "ERROR", "WARNING", "INFO", "DEBUG")
_logger = logging.getLogger("dlteach.keras")


def enable_interactive_logging() -> None:
    """Write messages and progress to the screen; this is the default."""
    set_global_attribute("interactive_logging", True)


def disable_interactive_logging() -> None:
    """Send messages to Python's logging, under the name "dlteach.keras", or to absl's where it is in use."""
    set_global_attribute("interactive_logging", False)


def is_interactive_logging_enabled() -> bool:
    """Whether messages go to the screen.

    Examples
    --------
    >>> is_interactive_logging_enabled()
    True
    """
    return get_global_attribute("interactive_logging", True)


def set_logging_verbosity(level: str) -> None:
    """Log from this level on: "FATAL", "ERROR", "WARNING", "INFO" or "DEBUG".

    Raises
    ------
    ValueError
        If there is no such level.
    """
    if level not in _LEVELS:
        raise ValueError(
            f"Please pass a valid level for logging verbosity. Expected one of: {_LEVELS}. Received: {level}"
        )
    _logger.setLevel(level)


def print_msg(message: object, line_break: bool = True) -> None:
    """Write a message to the screen, or to the log."""
    if not is_interactive_logging_enabled():
        # A program that has loaded absl looks for Keras's messages there.
        sys.modules.get("absl.logging", _logger).info(message)
        return
    text = f"{message}\n" if line_break else str(message)
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.replace("━", "=").encode(encoding, errors="ignore").decode(encoding))
    sys.stdout.flush()


def ask_to_proceed_with_overwrite(filepath: str | os.PathLike[str]) -> bool:
    """Ask whether a file may be overwritten."""
    answer = input(f"[WARNING] {filepath} already exists - overwrite? [y/n]").strip().lower()
    while answer not in ("y", "n"):
        answer = input('Enter "y" (overwrite) or "n" (cancel).').strip().lower()
    if answer == "y":
        print_msg("[TIP] Next time specify overwrite=True!")
    return answer == "y"
