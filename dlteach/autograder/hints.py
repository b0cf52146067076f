"""`hint`: three rungs a learner can climb one at a time: the concept, the place, nearly the code."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from dlteach.autograder.display import present, was_just_shown
from dlteach.autograder.feedback import as_code, framed
from dlteach.autograder.registry import UnknownExercise, find
from dlteach.autograder.state import load_state, update

RUNGS = ("the concept", "the place", "nearly the code")


@dataclass(frozen=True)
class Hint:
    """One rung of an exercise's hints, numbered from 1; rung 0 says that there is no such exercise."""

    name: str
    rung: int
    text: str

    @property
    def headline(self) -> str:
        """One line: name, number and kind of the rung."""
        if self.rung == 0:
            return self.name
        return f"{self.name}: hint {self.rung} of {len(RUNGS)}, {RUNGS[self.rung - 1]}"

    def __str__(self) -> str:
        return f"{self.headline}\n  {self.text}"

    def _repr_html_(self) -> str:
        html = f"<strong>{escape(self.headline)}</strong><p style='margin:.4em 0'>{as_code(self.text)}</p>"
        return framed(f"Hint for {self.name}", "#8a6d00", html)

    def _ipython_display_(self) -> None:
        if not was_just_shown(self):
            present(self)


def hint(name: str, rung: int | None = None) -> Hint:
    """Show the next hint for an exercise, or the one asked for.

    Parameters
    ----------
    name : str
        The exercise.
    rung : int, optional
        1, 2 or 3. Without it, one more than was shown last; after the third, the third again.

    Returns
    -------
    Hint
        Also shown: as HTML in Jupyter, printed elsewhere. That it was seen is recorded in the progress file.

    Examples
    --------
    >>> shown = hint("affine", 1)  # doctest: +ELLIPSIS
    affine: hint 1 of 3, the concept
      Each unit adds up its inputs...
    >>> shown.rung
    1
    """
    shown = next_hint(name, rung)
    present(shown)
    return shown


def next_hint(name: str, rung: int | None = None) -> Hint:
    """The hint that `hint` shows; that it was seen is recorded."""
    try:
        exercise = find(name)
    except UnknownExercise as unknown:
        return Hint(name, 0, f"{unknown}.")
    seen = load_state().get(name, {}).get("hints", 0)
    rung = min(max(rung if rung is not None else seen + 1, 1), len(RUNGS))
    update(name, lambda entry: {**entry, "hints": max(seen, rung)})
    return Hint(name, rung, exercise.hints[rung - 1])
