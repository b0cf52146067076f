"""What one learner reads after grading: as a page, as Markdown, as text.

Names and messages are hostile. `readable` makes them harmless once; each form then escapes what it has signs
for. Nothing of the machine, the seed or the hashes of the suite is in what it keeps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from html import escape
from typing import Any

from dlteach.autograder.feedback import Feedback, as_code
from dlteach.grading.harmless import NAME, harmless, without_folders
from dlteach.grading.page import page
from dlteach.grading.results import ExerciseResult, Result
from dlteach.grading.words import title_of

MOST_PROBLEMS = 30
NOT_GRADABLE = "There was nothing to judge in this file. It costs no attempt: mend it and hand it in again."
_VERDICTS = ("right", "nearly there", "not right yet", "not attempted yet", "not checked")
_KIND = {"right": "right", "nearly there": "nearly", "not right yet": "wrong"}


def as_text(result: Result) -> str:
    """Feedback as plain text without colour, for a terminal or an e-mail."""
    told = readable(result)
    lines = [_title(told), *_about(told), score(told), ""]
    if not told.gradable:
        lines += [NOT_GRADABLE, ""]
    if told.problems:
        lines += [_problems_title(told), *(f"  ! {line}" for line in told.problems), ""]
    for one in told.exercises:
        lines += [str(one.feedback), *(f"  {line}" for line in _stand_ins(one)), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_markdown(result: Result) -> str:
    """Feedback as Markdown that no name or message in it can break out of."""
    told = readable(result)
    about = "  \n".join(map(markdown, [*_about(told), score(told)]))
    parts = [f"# {markdown(_title(told))}", about]
    if not told.gradable:
        parts.append(f"**{NOT_GRADABLE}**")
    if told.problems:
        parts += [f"## {_problems_title(told)}", _markdown_list(told.problems)]
    for one in told.exercises:
        said = one.feedback
        parts.append(f"## {said.symbol} {markdown(said.name)}: {said.verdict} ({_points(said)})")
        parts += [f"**{markdown(said.summary)}**"] if said.summary else []
        parts += [_markdown_list(said.details)] if said.details else []
        parts += [markdown(line) for line in _after(one)]
    return "\n\n".join(parts) + "\n"


def as_html(result: Result) -> str:
    """Feedback as one page that stands by itself."""
    told = readable(result)
    about = "<br>".join(f"<bdi>{escape(line)}</bdi>" for line in _about(told))
    parts = [f"<h1>{escape(_title(told))}</h1>", f"<p class='quiet'>{about}</p>"]
    parts.append(f"<p class='score'>{escape(score(told))}</p>")
    if not told.gradable:
        parts.append(f"<div class='note'><p><strong>{NOT_GRADABLE}</strong></p></div>")
    if told.problems:
        parts.append(f"<h2>{_problems_title(told)}</h2>{_html_list(told.problems)}")
    parts += map(_exercise_in_html, told.exercises)
    return page(_title(told), "\n".join(parts))


def _exercise_in_html(one: ExerciseResult) -> str:
    said = one.feedback
    kind = _KIND.get(said.verdict, "open")
    parts = [
        f"<section class='exercise {kind}' aria-label='Feedback on {escape(said.name)}'>"
        f"<h2><code>{escape(said.name)}</code> "
        f"<span class='verdict'>{said.symbol} {said.verdict}</span> "
        f"<span class='quiet'>{_points(said)}</span></h2>"
    ]
    if said.summary:
        parts.append(f"<p>{as_code(said.summary)}</p>")
    if said.details:
        parts.append(_html_list(said.details))
    parts += [f"<p class='quiet'>{as_code(line)}</p>" for line in _after(one)]
    return "".join(parts) + "</section>"


def readable(result: Result) -> Result:
    """The result with every text in it harmless, one line each, and no folder of the machine in it."""
    problems = [_harmless(line) for line in result.problems[:MOST_PROBLEMS]]
    left_out = len(result.problems) - len(problems)
    if left_out:
        problems.append(f"and {left_out:,} more of this kind")
    return replace(
        result,
        learner=harmless(result.learner, NAME),
        source=harmless(re.split(r"[/\\]", result.source)[-1], NAME),
        assignment=harmless(result.assignment, NAME),
        submitted_at=harmless(result.submitted_at, NAME),
        graded_at=harmless(result.graded_at, NAME),
        problems=tuple(problems),
        exercises=tuple(map(_readable_exercise, result.exercises)),
    )


def _readable_exercise(one: ExerciseResult) -> ExerciseResult:
    said = {f.name: _all_harmless(getattr(one.feedback, f.name)) for f in fields(Feedback)}
    names = tuple(harmless(name, NAME) for name in one.stand_ins)
    return replace(one, feedback=Feedback(**said), stand_ins=names)


def _all_harmless(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_harmless, value))
    return _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    return without_folders(harmless(text))


def score(result: Result) -> str:
    """Points, and how many exercises have which verdict: "2 of 3 points: 2 right, 1 not right yet"."""
    if not result.exercises:
        return "No points yet"
    counted = Counter(one.feedback.verdict for one in result.exercises)
    words = ", ".join(f"{counted[verdict]} {verdict}" for verdict in _VERDICTS if counted[verdict])
    return f"{result.points:g} of {result.max_points:g} points: {words}"


def _title(result: Result) -> str:
    return f"Feedback: {title_of(result.assignment)}"


def _about(result: Result) -> list[str]:
    return [
        f"{result.learner}, {result.source}",
        f"Handed in {_time(result.submitted_at)}, graded {_time(result.graded_at)}",
    ]


def _time(iso: str) -> str:
    return iso[:16].replace("T", " ") + " UTC"


def _points(said: Feedback) -> str:
    return f"{said.points:g} of {said.max_points:g} point{'s' * (said.max_points != 1)}"


def _problems_title(result: Result) -> str:
    return "What went wrong on the way" if result.gradable else "What to mend"


def _stand_ins(one: ExerciseResult) -> list[str]:
    if not one.stand_ins:
        return []
    names = " and ".join(f"`{name}`" for name in one.stand_ins)
    return [f"Judged with the course's own {names} in place of yours."]


def _after(one: ExerciseResult) -> list[str]:
    """What follows the details: notes, stand-ins, where to read again and a hint."""
    said = one.feedback
    lines = [f"Note: {line}" for line in said.remarks] + _stand_ins(one)
    if said.passed is not True and said.lesson:
        section = f", “{said.section}”" if said.section else ""
        lines.append(
            f"Read again: lesson {title_of(said.lesson)}{section}. A hint: `dlteach hint {said.name}`"
        )
    return lines


def _html_list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{as_code(line)}</li>" for line in lines) + "</ul>"


def _markdown_list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {markdown(line)}" for line in lines)


_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~!&$@]|:(?=//)|(?<=www)\.|^[-+=]|(?:(?<=^\d)|(?<=^\d\d))[.)]")


def markdown(text: str) -> str:
    r"""A harmless line as Markdown: what stands between backticks is code, everything else is plain text.

    Examples
    --------
    >>> print(markdown("Use `keepdims=True` | [here](javascript:x) <b>"))
    Use `keepdims=True` \| \[here\](javascript:x) \<b\>
    """
    pieces = text.strip().split("`")
    if len(pieces) % 2 == 0 or any(not piece.strip() for piece in pieces[1:-1]):
        return _MARKS.sub(r"\\\g<0>", text.strip())  # no pairs, or pairs that touch: no code
    return "".join(f"`{piece}`" if k % 2 else _MARKS.sub(r"\\\g<0>", piece) for k, piece in enumerate(pieces))
