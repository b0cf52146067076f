"""Cutting the outputs out of a large notebook before it is read, so that they cost no memory."""

from __future__ import annotations

import re

_HEAVY = re.compile(rb'"(?:outputs|attachments|widgets)"\s{0,1000}:\s{0,1000}(?=[\[{])')
_STRUCTURE = re.compile(rb'"[^"\\]*"|["\[\]{}]')
_TEXT = re.compile(rb'[^"\\]*(?:\\.[^"\\]*){0,1000}', re.DOTALL)  # in pieces: a longer repeat costs memory
MAX_STEPS = 10_000_000


class TooManyValues(Exception):
    """More values in the outputs than anybody has looked at."""


def without_outputs(data: bytes) -> bytes:
    """The JSON of a notebook with null for the outputs of its cells, attachments and states of widgets.

    A key is found by its bytes: inside of a JSON string, a quote would have a backslash before it.

    Raises
    ------
    TooManyValues
        The outputs hold more than ten million strings and brackets.

    Examples
    --------
    >>> without_outputs(b'{"source": "x", "outputs": [{"text": "a ] b"}], "metadata": {}}')
    b'{"source": "x", "outputs": null, "metadata": {}}'
    """
    pieces: list[bytes] = []
    kept = steps = 0
    while match := _HEAVY.search(data, kept):
        end, taken = _end_of_value(data, match.end(), MAX_STEPS - steps)
        pieces += [data[kept : match.end()], b"null"]
        kept, steps = end, steps + taken
    return b"".join([*pieces, data[kept:]]) if pieces else data


def _end_of_value(data: bytes, start: int, most: int) -> tuple[int, int]:
    """Where the list or object that begins at `start` ends, and how many steps that took."""
    depth, position = 0, start
    for step in range(most):
        found = _STRUCTURE.search(data, position)
        if found is None:
            return len(data), step
        position = found.end()
        token = chr(data[found.start()])
        if token in "[{":
            depth += 1
        elif token == '"' and position == found.start() + 1:  # a string with backslashes in it
            position = _end_of_string(data, position)
        elif token in "]}":
            depth -= 1
            if depth == 0:
                return position, step + 1
    raise TooManyValues


def _end_of_string(data: bytes, start: int) -> int:
    """The place after the quote that ends the string whose text begins at `start`."""
    position = start
    while match := _TEXT.match(data, position):
        position = match.end()
        if data[position : position + 1] != b"\\" or position + 1 == len(data):
            break
    return position + 1
