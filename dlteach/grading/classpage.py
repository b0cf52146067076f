"""What the class got wrong, as one page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dlteach.autograder.feedback import as_code
from dlteach.grading.classreport import VERDICTS, AssignmentCount, ExerciseCount, MistakeCount
from dlteach.grading.harmless import NAME, harmless
from dlteach.grading.monday import Advice, advice
from dlteach.grading.page import page
from dlteach.grading.pictures import as_img, mistakes_picture, points_picture, verdicts_picture
from dlteach.grading.words import heading, summary, title_of

MOST_NAMES = 100
_SHOWN = 5  # mistakes of an exercise that are not folded away
TITLE = "What the class got wrong"


def as_page(counts: Sequence[AssignmentCount]) -> str:
    """The report on all assignments that were counted, as one HTML document."""
    parts = [f"<h1>{TITLE}</h1>"]
    if not counts:
        parts.append("<p class='lead'>There are no results yet. <code>dlteach grade</code> makes them.</p>")
    elif len(counts) > 1 or counts[0].exercises:
        parts.append(_contents(counts))
    parts += [_assignment(count, f"a{number}") for number, count in enumerate(counts)]
    return page(TITLE, "\n".join(parts))


def _contents(counts: Sequence[AssignmentCount]) -> str:
    items = []
    for number, count in enumerate(counts):
        exercises = "".join(
            f"<li><a href='#a{number}e{k}'><code>{_text(e.name)}</code></a> "
            f"<span class='quiet'>{e.right} of {e.learners} right</span></li>"
            for k, e in enumerate(count.exercises)
        )
        items.append(
            f"<li><a href='#a{number}'>{escape(heading(count))}</a>"
            + f"<ul>{exercises}</ul>" * bool(exercises)
        )
    return f"<nav aria-label='Contents'><ol>{'</li>'.join(items)}</li></ol></nav>"


def _assignment(count: AssignmentCount, anchor: str) -> str:
    title = heading(count)
    parts = [f"<section class='part' aria-labelledby='{anchor}'><h2 id='{anchor}'>{escape(title)}</h2>"]
    parts.append(f"<p class='lead'>{escape(summary(count))}</p>")
    if count.exercises:
        items = "".join(f"<li>{_advice(one)}</li>" for one in advice(count))
        parts.append(f"<h3>On Monday</h3><ol class='monday'>{items}</ol>")
        parts.append(f"<h3>Points</h3>{_figure(as_img(points_picture(count)))}")
        parts.append(f"<h3>Exercises at a glance</h3>{_figure(as_img(verdicts_picture(count)))}")
        parts.append(_table(count, title))
    parts += [_exercise(exercise, f"{anchor}e{k}") for k, exercise in enumerate(count.exercises)]
    if count.not_gradable:
        parts.append(f"<h3>Files to ask for again</h3>{_names(count.not_gradable)}")
    return "\n".join(parts) + "</section>"


def _advice(one: Advice) -> str:
    return f"<p>{as_code(one.says)}</p>" + (_what_to_say(one.mistake) if one.mistake else "")


def _what_to_say(mistake: MistakeCount) -> str:
    parts = [f"<blockquote>{as_code(mistake.says)}</blockquote>"] if mistake.says else []
    parts += [f"<p class='example'>{as_code(line)}</p>" for line in mistake.example]
    if mistake.difference:
        parts.append(f"<p class='example quiet'>Most often: {_text(mistake.difference)}.</p>")
    return "".join(parts)


def _table(count: AssignmentCount, title: str) -> str:
    words = [word for word in VERDICTS if any(e.verdicts[word] for e in count.exercises)]
    heads = "".join(f"<th scope='col'>{head}</th>" for head in ("exercise", *words, "median s", "slowest s"))
    rows = "".join(
        f"<tr><th scope='row'><code>{_text(e.name)}</code></th>"
        + "".join(f"<td>{e.verdicts[word]}</td>" for word in words)
        + f"<td>{e.median_seconds:.2g}</td><td>{e.slowest_seconds:.2g}</td></tr>"
        for e in count.exercises
    )
    caption = f"Learners by verdict, and the seconds that their code took: {escape(title)}"
    table = f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div class='wide' tabindex='0' role='group' aria-label='Table: {escape(title)}'>{table}</div>"


def _exercise(exercise: ExerciseCount, anchor: str) -> str:
    counts = ", ".join(f"{number} {word}" for word, number in exercise.verdicts.items() if number)
    place = f" Taught in {title_of(exercise.lesson)}, “{exercise.section}”." if exercise.section else ""
    parts = [
        f"<section class='part' aria-labelledby='{anchor}'>",
        f"<h3 id='{anchor}'><code>{_text(exercise.name)}</code></h3>",
        f"<p>Of {exercise.learners} learners: {counts}.{escape(place)}</p>",
    ]
    if exercise.mistakes:
        parts.append(_figure(as_img(mistakes_picture(exercise))))
        parts += map(_mistake, exercise.mistakes[:_SHOWN])
        rest = exercise.mistakes[_SHOWN:]
        if rest:
            folded = "".join(map(_mistake, rest))
            parts.append(f"<details><summary>{len(rest)} rarer mistakes</summary>{folded}</details>")
    return "".join(parts) + "</section>"


def _mistake(mistake: MistakeCount) -> str:
    kind = "" if mistake.recognised else "No known mistake: "
    title = f"<h4>{kind}{_text(mistake.name)}</h4>"
    return f"<div class='mistake'>{title}{_what_to_say(mistake)}{_names(mistake.learners)}</div>"


def _names(learners: Sequence[str]) -> str:
    shown = ", ".join(f"<bdi>{_text(name)}</bdi>" for name in learners[:MOST_NAMES])
    more = f" and {len(learners) - MOST_NAMES:,} more" if len(learners) > MOST_NAMES else ""
    number = f"{len(learners):,} learner{'s' * (len(learners) != 1)}"
    return f"<details><summary>{number}</summary><p>{shown}{more}</p></details>"


def _figure(img: str) -> str:
    return f"<figure tabindex='0' role='group' aria-label='Picture'>{img}</figure>"


def _text(text: str) -> str:
    return escape(harmless(text, NAME))
