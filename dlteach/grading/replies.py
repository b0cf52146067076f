"""What the learner's process says, read without believing it: typed, bounded, the first word counts."""

from __future__ import annotations

import builtins
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dlteach.autograder.effort import TooLong, time_limit
from dlteach.autograder.running import quiet
from dlteach.grading.limits import memory_limit
from dlteach.grading.sandbox.wire import MAX_TEXT, BadFrame, frame, pack, unpack

_MAX_COUNT = 2**53
_MAX_FRAMES = 20_000
_ASK_SECONDS = 2.0


class _Unknown(Exception):
    """Stands for exceptions of a learner's own making."""


def _made_of_a_text(kind: Any) -> bool:
    """Whether it is an exception that can be made of one text."""
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return False
    try:
        kind("text")
    except TypeError:
        return False
    return True


_EXCEPTIONS = {name: kind for name, kind in vars(builtins).items() if _made_of_a_text(kind)}
_EXCEPTIONS |= {"AxisError": np.exceptions.AxisError, "LinAlgError": np.linalg.LinAlgError}


@dataclass
class Reply:
    """What came for one exercise.

    Parameters
    ----------
    kind : str
        "function", "class", "async", "missing", or another type in words. Empty when nothing was said.
    calls : dict
        For each call, a value or an error, and the positions of the arguments that it has changed.
    counts : list of int
        Lines run.
    slow : bool
        It was stopped at its time limit.
    started, ended : float
        Times of its first and last frame.
    """

    kind: str = ""
    calls: dict[int, tuple[Any, BaseException | None, tuple[int, ...]]] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    slow: bool = False
    started: float = 0.0
    ended: float = 0.0


class Replies:
    """Collects the frames of a run.

    Parameters
    ----------
    cells : int
        How many cells run before the first exercise.
    calls : list of int
        For each exercise, how many calls it has.
    references : sequence of callable
        Functions that the learner's code may ask for values of.
    """

    def __init__(self, cells: int, calls: list[int], references: Sequence[Callable[..., Any]] = ()):
        self.exercises = [Reply() for _ in calls]
        self.problems: dict[int, list[str]] = {}
        self.printed = 0
        self.step = 0
        self.step_began = time.monotonic()
        self.ended = False
        self._cells = cells
        self._calls = calls
        self._references = references
        self._frames = 0

    def take(self, header: dict[str, Any], payload: bytes) -> bytes | None:
        """Read one frame. What is returned answers it.

        Raises
        ------
        BadFrame
            Its header has none of the forms that there are.
        """
        self._frames += 1
        if self._frames > _MAX_FRAMES:
            raise BadFrame("too many frames")
        if "ask" in header:
            return self._ask(header, payload)
        readers: dict[str, Callable[[dict[str, Any], bytes], None]] = {
            "step": self._step,
            "problem": self._problem,
            "answer": self._answer,
            "call": self._call,
            "lines": self._lines,
            "slow": self._slow,
            "end": self._end,
        }
        kinds = [name for name in readers if name in header]
        if len(kinds) != 1:
            raise BadFrame("no known kind of frame")
        if payload and kinds != ["call"]:
            raise BadFrame("bytes where none belong")
        readers[kinds[0]](header, payload)
        return None

    def _ask(self, header: dict[str, Any], payload: bytes) -> bytes:
        """The value of a reference, in answer to a call of what it stands in for."""
        reference = self._references[_index(header["ask"], len(self._references))]
        given = unpack(header.get("value"), payload)
        if not (isinstance(given, list) and len(given) == 2 and isinstance(given[1], dict)):
            raise BadFrame("no arguments of a call")
        try:
            with time_limit(_ASK_SECONDS), memory_limit(), quiet():
                value, data = pack(reference(*given[0], **given[1]))
        except TooLong:
            return frame({"error": ["ValueError", "the reference does not finish with these arguments"]})
        except Exception as error:
            return frame({"error": [type(error).__name__, str(error)[:MAX_TEXT]]})
        return frame({"value": value}, data)

    def _step(self, header: dict[str, Any], payload: bytes) -> None:
        self.step = _index(header["step"], self._cells + len(self._calls))
        self.step_began = time.monotonic()
        if self.step >= self._cells:
            reply = self.exercises[self.step - self._cells]
            reply.started = reply.ended = self.step_began

    def _problem(self, header: dict[str, Any], payload: bytes) -> None:
        number = _index(header["problem"], self._cells)
        self.problems.setdefault(number, _texts(header.get("error"), 2))

    def _answer(self, header: dict[str, Any], payload: bytes) -> None:
        reply = self._of(header["answer"])
        reply.kind = reply.kind or _text(header.get("kind"))

    def _call(self, header: dict[str, Any], payload: bytes) -> None:
        place = header["call"]
        if not (isinstance(place, list) and len(place) == 2):
            raise BadFrame("no place of a call")
        reply = self._of(place[0])
        number = _index(place[1], self._calls[place[0]])
        if "error" in header:
            came: tuple[Any, BaseException | None, tuple[int, ...]] = (None, _error(header), ())
        else:
            changed = header.get("changed")
            if not isinstance(changed, list) or len(changed) > 64:
                raise BadFrame("no list of changed arguments")
            came = unpack(header.get("value"), payload), None, tuple(_index(k, 64) for k in changed)
        reply.calls.setdefault(number, came)
        reply.ended = time.monotonic()

    def _lines(self, header: dict[str, Any], payload: bytes) -> None:
        reply, counts = self._of(header["lines"]), header.get("counts")
        if not isinstance(counts, list) or len(counts) > 2:
            raise BadFrame("no counts of lines")
        reply.counts = reply.counts or [_index(count, _MAX_COUNT) for count in counts]

    def _slow(self, header: dict[str, Any], payload: bytes) -> None:
        self._of(header["slow"]).slow = True

    def _end(self, header: dict[str, Any], payload: bytes) -> None:
        self.printed = _index(header.get("printed"), _MAX_COUNT)
        self.ended = True

    def _of(self, number: Any) -> Reply:
        return self.exercises[_index(number, len(self.exercises))]


def _index(value: Any, end: int) -> int:
    if type(value) is int and 0 <= value < end:
        return value
    raise BadFrame("no number in its range")


def _text(value: Any) -> str:
    """A text without what would steer a terminal or cannot be written: such characters as their numbers."""
    if not (isinstance(value, str) and len(value) <= MAX_TEXT):
        raise BadFrame("no text")
    if value.isprintable():
        return value
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in value)


def _texts(value: Any, count: int) -> list[str]:
    if isinstance(value, list) and len(value) == count:
        return [_text(item) for item in value]
    raise BadFrame(f"no {count} texts")


def _error(header: dict[str, Any]) -> BaseException:
    """An exception of the type that was named, where it is one of Python's or NumPy's own."""
    name, text = _texts(header["error"], 2)
    kind = _EXCEPTIONS.get(name)
    if kind is None:
        named = name if name.isidentifier() else "Exception"
        return type(named, (_Unknown,), {})(text)
    if kind is AttributeError and header.get("lacks") is not None:
        owner, attribute = _texts(header["lacks"], 2)
        thing = type(owner if owner.isprintable() and owner else "object", (), {})()
        return AttributeError(text, name=attribute, obj=thing)
    return kind(text)
