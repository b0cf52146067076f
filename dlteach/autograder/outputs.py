"""Cutting the outputs out of a large notebook before it is read, so that they cost no memory."""

from __future__ import annotations

import re

_HEAVY = re.compile(rb'"(?:outputs|attachments|widgets)"\s{0,1000}:\s{0,1000}(?=[\[{])')
_STRUCTURE = re.compile(rb'["\[\]{}]')
MAX_STEPS = 20_000_000


class TooManyValues(Exception):
    """More values in the outputs than anybody has looked at."""


def without_outputs(data: bytes) -> bytes:
    """The JSON of a notebook with null for the outputs of its cells, attachments and states of widgets.

    A key is found by its bytes: inside of a JSON string, a quote would have a backslash before it.

    Raises
    ------
    TooManyValues
        The outputs hold more than twenty million strings and brackets.

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
    return b"".join([*pieces, data[kept:]])


def _end_of_value(data: bytes, start: int, most: int) -> tuple[int, int]:
    """Where the list or object that begins at `start` ends, and how many steps that took."""
    depth, position = 0, start
    for step in range(most):
        found = _STRUCTURE.search(data, position)
        if found is None:
            return len(data), step
        position = found.end()
        token = found[0]
        if token == b'"':
            position = _end_of_string(data, position)
        elif token in b"[{":
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return position, step + 1
    raise TooManyValues


def _end_of_string(data: bytes, start: int) -> int:
    """The place after the quote that ends the string whose text begins at `start`."""
    position = start
    while (quote := data.find(b'"', position)) >= 0:
        before = quote
        while before > start and data[before - 1] == 0x5C:  # a backslash
            before -= 1
        if (quote - before) % 2 == 0:
            return quote + 1
        position = quote + 1
    return len(data)
