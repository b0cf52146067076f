"""A column for text that anybody may have written."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Text, TypeDecorator

# No database stores half a surrogate pair as UTF-8, and PostgreSQL refuses the character 0. The backslash is
# escaped too, so that no two texts are stored as the same one.
_UNSTORABLE = re.compile("[\\\\\x00\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(\\|x00|u[0-9a-f]{4})")


def escaped(text: str) -> str:
    r"""Text that every database can store; `unescaped` gives back what it was.

    Examples
    --------
    >>> print(escaped("a\x00b"), escaped("dom\\user"), escaped("anna"))
    a\x00b dom\\user anna
    >>> unescaped(escaped("\ud800")) == "\ud800"
    True
    """
    return _UNSTORABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return _ESCAPE.sub(lambda m: "\\" if m[1] == "\\" else chr(int(m[1][1:], 16)), text)


class EscapedText(TypeDecorator[str]):
    """Text of any length and any characters; what is read is what was written."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else escaped(value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else unescaped(value)
