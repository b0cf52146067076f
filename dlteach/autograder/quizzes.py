"""Concept questions: `quiz` asks those of a lesson, `review` asks again what was missed earlier."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from dlteach.autograder.display import in_notebook, present, was_just_shown
from dlteach.autograder.exercise import Lesson, Option, Question
from dlteach.autograder.feedback import as_code, framed
from dlteach.autograder.quiz_form import LETTERS, show_form
from dlteach.autograder.registry import lessons, questions
from dlteach.autograder.state import load_state, now, update

MOST_TO_REVIEW = 3
_COUNTS = {1: "One", 2: "Two", 3: "Three"}
Reply = str | float | None


@dataclass(frozen=True)
class Verdict:
    """What is said to one reply; `right` is None for a reply that could not be read."""

    right: bool | None
    says: str

    def __str__(self) -> str:
        return f"{'✓' if self.right else '○' if self.right is None else '✗'} {self.says}"


@dataclass
class Quiz:
    """Questions with the verdicts on the replies so far; shows itself in a notebook and in a terminal."""

    title: str
    questions: tuple[Question, ...]
    is_review: bool = False
    verdicts: dict[int, Verdict] = field(default_factory=dict)

    def reply(self, number: int, reply: Reply) -> Verdict:
        """Judge the reply to a question, counted from 0, and record it."""
        question = self.questions[number]
        verdict = judge(question, reply)
        before = self.verdicts.get(number)
        if verdict.right is not None:
            is_first = before is None or before.right is None
            problem = _record(question, verdict.right, settles=self.is_review and is_first)
            if problem:
                verdict = Verdict(verdict.right, f"{verdict.says} ({problem})")
        self.verdicts[number] = verdict
        return verdict

    def __str__(self) -> str:
        lines = [self.title]
        for number in range(len(self.questions)):
            lines += ["", self.in_words(number)]
            if number in self.verdicts:
                lines.append(f"   {self.verdicts[number]}")
        return "\n".join(lines)

    def in_words(self, number: int) -> str:
        """A question, counted from 0, with its choices."""
        question = self.questions[number]
        choices = () if question.is_number else zip(LETTERS, question.options)
        return "\n".join(
            [f"{number + 1}. {question.asks}", *(f"   {letter}) {o.value}" for letter, o in choices)]
        )

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{self._question_in_html(k)}</li>" for k in range(len(self.questions)))
        html = f"<strong>{escape(self.title)}</strong>" + (f"<ol>{items}</ol>" if items else "")
        return framed(self.title.partition(".")[0], "#3f90da", html)

    def _question_in_html(self, number: int) -> str:
        question = self.questions[number]
        html = as_code(question.asks)
        if not question.is_number:
            options = "".join(f"<li>{as_code(str(option.value))}</li>" for option in question.options)
            html += f"<ol type='a'>{options}</ol>"
        verdict = self.verdicts.get(number)
        return html + (f"<p>{as_code(str(verdict))}</p>" if verdict else "")

    def _ipython_display_(self) -> None:
        if not was_just_shown(self):
            _show(self)


def quiz(lesson: str, *replies: Reply) -> Quiz:
    """Ask the questions of a lesson.

    Parameters
    ----------
    lesson : str
        Its number, or its whole name: "07" or "07_softmax".
    *replies : str, float or None
        Letters for choices, numbers for numbers, in order; None leaves a question open. Without any, a
        notebook shows the questions as a form, a terminal prints them.

    Returns
    -------
    Quiz
        Also shown. Each reply is recorded in the progress file.

    Examples
    --------
    >>> asked = quiz("00")  # doctest: +ELLIPSIS
    Three questions on lesson 00...
    >>> len(asked.questions)
    3
    """
    return _shown(_answered(questions_on(lesson), replies))


def review(lesson: str, *replies: Reply) -> Quiz:
    """Ask again what was missed in the lessons before this one, longest ago first, at most three questions.

    A question is done with when the first reply to it in a review is right.

    Parameters
    ----------
    lesson : str
        The lesson that begins, by number or name.
    *replies : str, float or None
        As for `quiz`.

    Returns
    -------
    Quiz
        Also shown.
    """
    return _shown(_answered(due_before(lesson), replies))


def questions_on(lesson: str) -> Quiz:
    """The quiz of a lesson, by number or name; one without questions, saying so, when there is none."""
    found = _lesson(lesson)
    own = tuple(q for q in questions() if found and q.lesson == found.name)
    if found is None or not own:
        known = ", ".join(row.number for row in lessons() if any(q.lesson == row.name for q in questions()))
        return Quiz(f"No questions on lesson {lesson!r}. There are questions on lessons {known}.", ())
    count = _COUNTS.get(len(own), str(len(own)))
    how = f'Reply here, or in a call with letters and numbers: quiz("{found.number}", "a", …).'
    return Quiz(f"{count} question{'s' * (len(own) > 1)} on lesson {found.number}. {how}", own)


def due_before(lesson: str) -> Quiz:
    """What was missed in the lessons before this one, longest ago first."""
    names = [row.name for row in lessons()]
    found = _lesson(lesson)
    earlier = set(names[: names.index(found.name)] if found else names)
    state = load_state()
    due = [q for q in questions() if q.lesson in earlier and state.get(key(q), {}).get("due")]
    due.sort(key=lambda q: state[key(q)].get("answered_at", ""))
    if not due:
        return Quiz("Nothing to review: no question of an earlier lesson waits for you.", (), is_review=True)
    title = "Review. You missed this earlier; a right reply at the first go settles it."
    return Quiz(title, tuple(due[:MOST_TO_REVIEW]), is_review=True)


def judge(question: Question, reply: Reply) -> Verdict:
    """What to say to a reply: a letter, the text of a choice, or a number."""
    option = _chosen(question, reply)
    if option is not None:
        return Verdict(option.right, ("Right. " if option.right else "") + option.says)
    if question.is_number and _as_number(reply) is not None:
        return Verdict(False, question.otherwise)
    if question.is_number:
        return Verdict(None, f"A number is asked for, got {reply!r}. Write it as in Python: 0.25 or 1e-3.")
    letters = ", ".join(LETTERS[: len(question.options)])
    return Verdict(None, f"One of the letters {letters} is asked for, got {reply!r}.")


def key(question: Question) -> str:
    """The name of a question in the progress file."""
    return f"question {question.lesson} {question.id}"


def _chosen(question: Question, reply: Reply) -> Option | None:
    if question.is_number:
        number = _as_number(reply)
        if number is None:
            return None
        near = [o for o in question.options if abs(number - o.value) <= _margin(question, o)]  # type: ignore[operator]
        return min(near, key=lambda o: abs(number - o.value), default=None)  # type: ignore[operator]
    letter = str(reply).strip().lower().rstrip(").")
    options = dict(zip(LETTERS, question.options))
    return options.get(letter) or next((o for o in question.options if o.value == reply), None)


def _margin(question: Question, option: Option) -> float:
    return question.tolerance * abs(float(option.value)) + 1e-9


def _as_number(reply: Reply) -> float | None:
    """A number that was typed in; a comma for the point, a minus sign for the hyphen and a fraction pass."""
    if isinstance(reply, bool) or reply is None:
        return None
    above, _, below = str(reply).strip().replace("−", "-").replace(",", ".").partition("/")
    try:
        return float(above) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        return None


def _record(question: Question, right: bool, settles: bool) -> str | None:
    """Note a reply. A miss makes the question due; only a right first reply in a review settles it."""

    def change(entry: dict[str, Any]) -> dict[str, Any]:
        return {
            **entry,
            "right": right or bool(entry.get("right")),
            "due": not right or (bool(entry.get("due")) and not settles),
            "attempts": entry.get("attempts", 0) + 1,
            "answered_at": now(),
        }

    return update(key(question), change)


def _lesson(name: str) -> Lesson | None:
    return next((row for row in lessons() if str(name) in (row.number, row.name)), None)


def _answered(asked: Quiz, replies: tuple[Reply, ...]) -> Quiz:
    for number, reply in enumerate(replies[: len(asked.questions)]):
        if reply is not None:
            asked.reply(number, reply)
    return asked


def _shown(asked: Quiz) -> Quiz:
    _show(asked)
    return asked


def _show(asked: Quiz) -> None:
    """Show a quiz: as a form in a notebook while something is open, else as a page."""
    is_open = len(asked.verdicts) < len(asked.questions)
    if not (in_notebook() and is_open and show_form(asked)):
        present(asked)
