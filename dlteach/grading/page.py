"""The frame of every page: one file, no script, nothing from the network, light and dark."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template


def page(title: str, body: str) -> str:
    """A whole HTML document.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        HTML, with all text in it escaped.
    """
    frame = Template(_file("page.html"))
    return frame.substitute(title=escape(title), css=_file("page.css"), body=body)


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
