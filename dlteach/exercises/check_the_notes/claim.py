"""A claim of the notes as an exercise: what is judged is the verdict and whether the evidence decides.

The learner's function takes nothing and returns two things. The evidence is a counter-example for a wrong
claim, and for a true one a test: an input on which the claim was tried and on which usual slips would show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.debugging import Hiding

LESSON = "15_check_the_notes"
MARGIN = 0.01
NOT_TWO = "should be two things, the verdict and the evidence: `return verdict, evidence`"
NO_VERDICT = "should begin with the verdict, True or False, and then give the evidence"
VERDICT_LAST = "should have the verdict first and the evidence after it"
VERDICT_AS_TEXT = "should have True or False as the verdict, got a text"
NO_NUMBERS = "should give numbers as the evidence"
NOT_FINITE = "should give finite numbers as the evidence"
DECIDES = {False: "breaks the claim", True: "would show a slip"}
DOES_NOT = {False: "does not break the claim", True: "would show no slip"}


class Stray(NamedTuple):
    """Evidence that lies outside of the claim's domain: an id, an example, what to say."""

    id: str
    evidence: Any
    says: str


@dataclass(frozen=True)
class Claim:
    """A claim and how to judge an answer to it.

    Parameters
    ----------
    name : str
        The name of the learner's function: "claim_sigmoid_formula".
    section : str
        The heading of the lesson to read again.
    holds : bool
        Whether the claim is true.
    wants : str
        What the evidence should be, in words that follow "should give": "one number z".
    read : callable
        ``read(*numbers)`` takes what came as evidence and returns the inputs, or raises a ValueError in
        words that follow "your answer".
    decides : callable
        ``decides(*inputs)`` says whether they break the claim or, for a true claim, would show a slip.
    shows, also_shows : evidence, tuple of evidence
        Evidence that decides.
    hides : tuple of Hiding
        Inputs that learners think of and that decide nothing; the first kind that holds is told.
    strays : tuple of Stray
        What learners give that is no input of this claim.
    own_evidence, no_evidence : str
        What to say to a wrong verdict: with evidence that speaks against it, and with any other.
    hints : tuple of three str
    """

    name: str
    section: str
    holds: bool
    wants: str
    read: Callable[..., tuple[Any, ...]]
    decides: Callable[..., bool | np.bool]
    shows: Any
    also_shows: tuple[Any, ...]
    hides: tuple[Hiding, ...]
    own_evidence: str
    no_evidence: str
    hints: tuple[str, str, str]
    strays: tuple[Stray, ...] = ()


def differ(a: Any, b: Any) -> bool:
    """Whether two sides differ by 1 % of the larger, and by more than a millionth."""
    a, b = float(a), float(b)
    return bool(abs(a - b) > max(MARGIN * max(abs(a), abs(b)), 1e-6))


def numbers(*names: str) -> Callable[..., tuple[float, ...]]:
    """A `read` for evidence of as many numbers as there are names."""
    count = {1: "one number", 2: "two numbers", 5: "five numbers"}[len(names)]
    wanted = names[0] if len(names) == 1 else f"({', '.join(names)})"

    def read(*evidence):
        if len(evidence) != len(names) or any(np.size(number) != 1 for number in evidence):
            raise ValueError(f"should give {count} {wanted} as the evidence")
        return tuple(float(np.reshape(number, ())) for number in evidence)

    return read


def claim_exercise(claim: Claim) -> Exercise:
    """The exercise that asks for a claim's verdict and evidence."""

    def measure(args, value):
        verdict, evidence = _split(value)
        inputs = claim.read(*evidence)
        decides = bool(claim.decides(*inputs))
        found = DECIDES[claim.holds] if decides else DOES_NOT[claim.holds]
        if verdict is claim.holds and not decides:
            kind = next((hiding.id for hiding in claim.hides if hiding.holds(*inputs)), "")
            found += f" ({kind})" if kind else ""
        evidence_is = "test" if claim.holds else "counter-example"
        return {"verdict": "the claim holds" if verdict else "the claim is wrong", evidence_is: found}

    return Exercise(
        name=claim.name,
        lesson=LESSON,
        section=claim.section,
        reference=lambda: (claim.holds, claim.shows),
        cases=lambda rng: [Case(())],
        measure=measure,
        mistakes=(*_hiding(claim), *_wrong_verdicts(claim), *_strays(claim), *_forms(claim)),
        also_correct=(
            *(_answer(claim.holds, evidence) for evidence in claim.also_shows),
            _answer(np.bool(claim.holds), claim.shows),
            lambda: [int(claim.holds), claim.shows],
            lambda: (claim.holds, *_parts(claim.shows)),
        ),
        hints=claim.hints,
        survivors={"*": "many inputs decide a claim, so a changed one may be right"},
    )


def _split(value):
    """Verdict and evidence of what an answer returns, however it is packed."""
    if not isinstance(value, (tuple, list)) or len(value) < 2:
        raise ValueError(NOT_TWO)
    verdict, *evidence = value
    if isinstance(value[-1], (bool, np.bool)) and not isinstance(verdict, (bool, np.bool)):
        raise ValueError(VERDICT_LAST)
    if isinstance(verdict, str):
        raise ValueError(VERDICT_AS_TEXT)
    if not (isinstance(verdict, (bool, np.bool)) or (isinstance(verdict, int) and verdict in (0, 1))):
        raise ValueError(NO_VERDICT)
    evidence = _parts(evidence[0]) if len(evidence) == 1 else evidence
    for part in evidence:
        _check_numbers(part)
    return bool(verdict), evidence


def _parts(evidence):
    """The inputs that one value holds: those of a tuple, list or array, or itself."""
    has_parts = (
        np.ndim(evidence) > 0 if isinstance(evidence, np.ndarray) else isinstance(evidence, (tuple, list))
    )
    return list(evidence) if has_parts else [evidence]


def _check_numbers(part):
    try:
        array = np.asarray(part)
    except ValueError:  # rows of unequal length
        raise ValueError(NO_NUMBERS) from None
    if array.dtype.kind not in ("biuf" if array.ndim else "iuf"):
        raise ValueError(NO_NUMBERS)
    if not np.all(np.isfinite(array)):
        raise ValueError(NOT_FINITE)


def _answer(*values):
    return lambda: values


def _hiding(claim):
    return [Mistake(kind.id, _answer(claim.holds, kind.answer()), kind.says) for kind in claim.hides]


def _wrong_verdicts(claim):
    hidden = claim.hides[0].answer()
    return (
        Mistake("against-its-own-evidence", _answer(not claim.holds, claim.shows), claim.own_evidence),
        Mistake("wrong-verdict", _answer(not claim.holds, hidden), claim.no_evidence),
    )


def _strays(claim):
    return [Mistake(stray.id, _answer(claim.holds, stray.evidence), stray.says) for stray in claim.strays]


def _forms(claim):
    """Answers that are not a verdict and evidence."""
    return (
        Mistake(
            "one-thing-only",
            lambda: claim.holds,
            "Two things are asked for, the verdict and the evidence: a verdict alone is an opinion. The "
            f"evidence here is {claim.wants}.",
        ),
        Mistake(
            "verdict-as-text",
            _answer(str(claim.holds), claim.shows),
            "The verdict should be True or False as Python writes them, without quotation marks: a text that "
            "is not empty counts as true, even the text 'False'.",
        ),
        Mistake(
            "verdict-missing",
            lambda: (7.5, 2.5),
            "The verdict is missing. It comes first, True or False, and the evidence after it.",
        ),
        Mistake(
            "verdict-last",
            _answer(claim.shows, claim.holds),
            "The order is exchanged: first the verdict, then the evidence.",
        ),
        Mistake(
            "evidence-as-text",
            _answer(claim.holds, "see the lesson"),
            f"The evidence is no number. Give {claim.wants}, so that others can try it.",
        ),
        Mistake(
            "evidence-not-finite",
            _answer(claim.holds, np.inf),
            "Infinity and nan are no evidence: nobody can compute both sides there. Give "
            f"{claim.wants}, all finite.",
        ),
    )
