"""What a class does not have yet: a method still to be written, an operator that Python asks for."""

from __future__ import annotations

from dataclasses import dataclass

from dlteach.autograder.checks import Trial
from dlteach.autograder.errors import meaning
from dlteach.autograder.values import Misfit, capitalised

LACKING = ("method-missing", "no-number-on-the-left", "operator-missing")


@dataclass(frozen=True)
class Lacks:
    """What a class does not have yet: the trials that need it, and the sentence that says so."""

    at: frozenset[int] = frozenset()
    id: str = ""
    says: str = ""

    @classmethod
    def of(cls, trials: tuple[Trial, ...]) -> Lacks:
        found: dict[int, str] = {}
        sentences: dict[str, str] = {}
        names: dict[str, None] = {}
        for k, trial in enumerate(trials):
            error = trial.got.error
            known = meaning(error) if error is not None and is_of_the_answer(trial) else None
            if known is None or known[0] not in LACKING:
                continue
            found[k] = known[0]
            sentences[known[0]] = capitalised(known[1])
            if isinstance(error, AttributeError) and error.name:
                names[f"`{error.name}`"] = None
                sentences[known[0]] = _named(type(error.obj).__name__, list(names))
        return cls(frozenset(found), next(iter(found.values()), ""), " ".join(sentences.values()))


def _named(whose: str, names: list[str]) -> str:
    if len(names) == 1:
        return f"`{whose}` has no {names[0]}: still to be written, or misspelt."
    return f"`{whose}` has no {', '.join(names[:-1])} and no {names[-1]}: still to be written, or misspelt."


def is_of_the_answer(trial: Trial) -> bool:
    """Whether the call has failed by itself, where a value was wanted."""
    error = trial.got.error
    return error is not None and not isinstance(error, Misfit) and trial.wanted.error is None
