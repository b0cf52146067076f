"""In the learner's process: run the cells, then make the calls, and send back what comes of each.

Nothing here knows what is right. Sent as text: Python's library, NumPy and the files beside it alone.
"""

from __future__ import annotations

import builtins
import io
import os
import sys
import types
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np

from dlteach.autograder.effort import TooLong, lines_run, time_limit
from dlteach.autograder.inputs import unchanged
from dlteach.grading.sandbox import stand_ins
from dlteach.grading.sandbox.wire import MAX_TEXT, frame, pack, receive, unpack

_AT_ONCE = {"step", "ask", "end"}  # frames that the grader must see before anything else happens
_ENOUGH = 1 << 16  # bytes that wait to be sent


class _Counter(io.TextIOBase):
    """Standard output: counts characters and forgets them."""

    encoding = "utf-8"
    count = 0

    def write(self, text: str) -> int:
        self.count += len(text)
        return len(text)

    def writable(self) -> bool:
        return True


class Harness:
    """One run: of a job that came as a frame, with frames as its answer."""

    def __init__(
        self,
        job: Mapping[str, Any],
        payload: bytes,
        send: Callable[[bytes], Any],
        read: Callable[[int], bytes],
    ):
        self._job = job
        self._payload = payload
        self._send = send
        self._read = read
        self._unsent = bytearray()
        self._printed = _Counter()
        self.space = self._main_module()

    def run(self) -> None:
        """Do the whole job."""
        sys.stdout = sys.stderr = self._printed
        warnings.simplefilter("ignore")
        np.seterr(all="ignore")
        stand_ins.add_modules(self._job["modules"])
        self._run_cells()
        self.space.update({name: self._stand_in(k) for k, name in enumerate(self._job["stand_ins"])})
        steps = len(self._job["cells"])
        for number, exercise in enumerate(self._job["exercises"]):
            self._tell(step=steps + number)
            self.ask(number, exercise)
        self._tell(end=True, printed=self._printed.count)

    def _tell(self, payload: bytes = b"", **header: Any) -> None:
        """A frame; most are sent with those that follow, as each sending wakes the reader."""
        self._unsent += frame(header, payload)
        if header.keys() & _AT_ONCE or len(self._unsent) > _ENOUGH:
            self.flush()

    def flush(self) -> None:
        """Send what waits to be sent."""
        waiting, self._unsent = bytes(self._unsent), bytearray()
        self._send(waiting)

    def _main_module(self) -> dict[str, Any]:
        """The namespace of the notebook: a fresh `__main__`."""
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        builtins.get_ipython = stand_ins.Nothing()  # type: ignore[attr-defined]
        builtins.display = stand_ins.Nothing()  # type: ignore[attr-defined]
        return vars(module)

    def _run_cells(self) -> None:
        """All cells in order; then those again that missed a name, as cells get moved about."""
        again = [number for number in range(len(self._job["cells"])) if self._misses_a_name(number, True)]
        for number in again:
            self._misses_a_name(number, False)

    def _misses_a_name(self, number: int, first: bool) -> bool:
        cell = self._job["cells"][number]
        if not cell:
            return False
        self._tell(step=number)
        try:
            with time_limit(self._job["cell_seconds"]):
                _execute(cell, f"<cell {number + 1}>", self.space)
        except TooLong:
            self._tell(problem=number, error=["TooLong", ""])
        except NameError as error:
            if first:
                return True
            self._tell(problem=number, error=_in_words(error))
        except BaseException as error:  # SystemExit and KeyboardInterrupt too: the other cells still count
            self._tell(problem=number, error=_in_words(error))
        return False

    def ask(self, number: int, exercise: Mapping[str, Any]) -> None:
        """Make the calls of one exercise and tell what comes of each."""
        missing = object()
        answer = self.space.get(exercise["name"], missing)
        self._tell(answer=number, kind="missing" if answer is missing else _kind(answer))
        if not callable(answer):
            return
        driver = _driver(exercise["driver"])
        try:
            with time_limit(self._job["exercise_seconds"]):
                for k in range(len(exercise["calls"])):
                    if not self._call(number, k, exercise, driver, answer):
                        return
                if exercise["counts"]:
                    lines = [self._lines(node, driver, answer) for node in exercise["counts"]]
                    self._tell(lines=number, counts=lines)
        except TooLong:
            self._tell(slow=number)
        except BaseException:  # of an answer that fails only while its lines are counted
            return

    def _call(self, number: int, k: int, exercise: Mapping[str, Any], driver: Any, answer: Any) -> bool:
        """One call; the answer is whether it is worth going on."""
        args = self._arguments(exercise["calls"][k])
        try:
            value = driver(answer, *args)
            tree, payload = pack(value)
        except TooLong:
            raise
        except BaseException as error:
            self._tell(call=[number, k], error=_in_words(error), lacks=_lacks(error))
            return not (k == 0 and isinstance(error, NotImplementedError))
        before = self._arguments(exercise["calls"][k])
        changed = [i for i, (a, b) in enumerate(zip(args, before)) if not unchanged(a, b)]
        self._tell(payload, call=[number, k], value=tree, changed=changed)
        return True

    def _stand_in(self, number: int) -> Callable[..., Any]:
        """A function in place of a learner's own: the grader is asked for each of its values."""

        def ask(*args: Any, **kwargs: Any) -> Any:
            tree, payload = pack([args, kwargs])
            self._tell(payload, ask=number, value=tree)
            header, data = receive(self._read)
            if "error" in header:
                raise getattr(builtins, header["error"][0], ValueError)(header["error"][1])
            return unpack(header["value"], data)

        return ask

    def _lines(self, node: Any, driver: Any, answer: Any) -> int:
        args = self._arguments(node)
        return lines_run(lambda: driver(answer, *args))

    def _arguments(self, node: Any) -> tuple[Any, ...]:
        tree, start, end = node
        return unpack(tree, self._payload[start:end])


def _execute(cell: str, name: str, space: dict[str, Any]) -> None:
    exec(compile(cell, name, "exec"), space)


def _driver(text: str | None) -> Any:
    """The function in the text; where there is none, a plain call."""
    if text is None:
        return lambda answer, *args: answer(*args)
    space: dict[str, Any] = {"np": np, "Any": Any, "Callable": Callable}
    exec(compiled(text), space)
    return [value for value in space.values() if isinstance(value, types.FunctionType)][-1]


@cache
def compiled(driver: str) -> types.CodeType:
    """The code of a driver. A zygote has it made before it forks."""
    return compile(driver, "<driver>", "exec")


def _kind(answer: Any) -> str:
    if isinstance(answer, type):
        return "class"
    if not callable(answer):
        return f"value:{type(answer).__name__[:60]}"
    code = getattr(answer, "__code__", None)
    return "async" if isinstance(code, types.CodeType) and code.co_flags & 0x80 else "function"


def _in_words(error: BaseException) -> list[str]:
    """Type and text; the text of a KeyError is its key."""
    try:
        first = error.args[0] if isinstance(error, KeyError) and len(error.args) == 1 else None
        text = first if isinstance(first, str) else str(error)
    except BaseException:
        text = ""
    return [type(error).__name__[:60], str.__str__(text)[:MAX_TEXT]]


def _lacks(error: BaseException) -> list[str] | None:
    """Of an AttributeError: whose attribute, and which."""
    if isinstance(error, AttributeError) and isinstance(error.name, str):
        return [type(error.obj).__name__[:60], error.name[:60]]
    return None


def run_job(
    job: Mapping[str, Any], payload: bytes, send: Callable[[bytes], Any], read: Callable[[int], bytes]
) -> None:
    """Do a job and leave, past everything that a learner has set up for the end."""
    leave = os._exit
    try:
        Harness(job, payload, send, read).run()
    finally:
        leave(0)
