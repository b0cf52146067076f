"""What a learner is told: the result of a check as data, as text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape
from typing import Any

from dlteach.autograder.display import present, was_just_shown

_SYMBOL = {True: "✓", False: "✗", None: "○"}
_VERDICT = {True: "right", False: "not right yet", None: "not checked"}


@dataclass(frozen=True)
class Feedback:
    """The result of one check.

    Parameters
    ----------
    name : str
        The exercise.
    passed : bool or None
        None when it was not attempted, or could not be checked.
    points, max_points : float
        What the answer earns, and what a right one earns.
    mistakes : tuple of str
        Ids of the mistakes that were recognised.
    summary : str
        The one sentence to read first.
    stage : str
        The check that failed, empty when none did.
    details : tuple of str
        What supports the summary: the input that shows it, what was expected, what came.
    remarks : tuple of str
        What is accepted but worth knowing.
    lesson, section : str
        Where to read again.

    Examples
    --------
    >>> print(Feedback("affine", False, 0, 1, ("bias-forgotten",), "The bias is missing."))
    ✗ affine: not right yet (0 of 1 points)
      The bias is missing.
    """

    name: str
    passed: bool | None
    points: float
    max_points: float
    mistakes: tuple[str, ...] = ()
    summary: str = ""
    stage: str = ""
    details: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    lesson: str = ""
    section: str = ""

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain data for JSON."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: list(value) if isinstance(value, tuple) else value for name, value in named}

    @property
    def symbol(self) -> str:
        """The verdict as a sign."""
        return _SYMBOL[self.passed]

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        if self.passed is False and self.points:
            return "nearly there"
        return "not attempted yet" if self.stage == "attempted" else _VERDICT[self.passed]

    @property
    def headline(self) -> str:
        """One line: symbol, name, verdict, points."""
        points = f"{self.points:g} of {self.max_points:g} points"
        return f"{self.symbol} {self.name}: {self.verdict} ({points})"

    def __str__(self) -> str:
        lines = [self.headline]
        if self.summary:
            lines.append(f"  {self.summary}")
        lines += [f"    {line}" for line in self.details]
        lines += [f"  Note: {line}" for line in self.remarks]
        lines += [f"  {line}" for line in self._ways_on()]
        return "\n".join(lines)

    def _ways_on(self) -> list[str]:
        if self.passed or not self.lesson:
            return []
        return [f"Read again: lesson {self.lesson}, “{self.section}”", f'A hint: hint("{self.name}")']

    def _repr_html_(self) -> str:
        colour = {True: "#1b7f3b", False: "#b3261e", None: "#6a6a6a"}[self.passed]
        parts = [f"<strong>{escape(self.headline)}</strong>"]
        if self.summary:
            parts.append(f"<p style='margin:.4em 0'>{as_code(self.summary)}</p>")
        if self.details:
            items = "".join(f"<li>{as_code(line)}</li>" for line in self.details)
            parts.append(f"<ul style='margin:.2em 0'>{items}</ul>")
        parts += [f"<p style='margin:.4em 0'>Note: {as_code(line)}</p>" for line in self.remarks]
        if self._ways_on():
            anchor = self.section.replace(" ", "-")
            link = escape(f"../lessons/{self.lesson}.ipynb#{anchor}")
            place = escape(f"lesson {self.lesson}, “{self.section}”")
            parts.append(
                f"<p style='margin:.4em 0'>Read again: <a href='{link}'>{place}</a>"
                f" · A hint: <code>hint(&quot;{escape(self.name)}&quot;)</code></p>"
            )
        return framed(f"Feedback on {self.name}", colour, "".join(parts))

    def _ipython_display_(self) -> None:
        if not was_just_shown(self):
            present(self)


def framed(label: str, colour: str, html: str) -> str:
    """HTML with a coloured edge, and a label for those who hear the page."""
    return (
        f"<section aria-label='{escape(label)}' style='border-left:.3em solid {colour};padding:.4em .8em;"
        "background:var(--jp-layout-color1,transparent);color:var(--jp-content-font-color1,inherit)'>"
        f"{html}</section>"
    )


def as_code(text: str) -> str:
    """Escape a sentence and set what stands between backticks as code."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    return "".join(f"<code>{p}</code>" if k % 2 else p for k, p in enumerate(pieces))
