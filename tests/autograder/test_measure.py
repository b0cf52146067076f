"""Exercises with many right values: what is compared is what the exercise measures of them."""

from dataclasses import replace

import numpy as np
import pytest

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.autograder.audit import audit
from dlteach.autograder.checks import examine
from dlteach.exercises.debugging import Hiding, debug_pair


def draw(answer, seed, p):
    return answer(p, np.random.default_rng(seed))


def coins(p, rng):
    return rng.random(40_000) < p


def share(args, value):
    tosses = np.asarray(value)
    if tosses.shape != (40_000,):
        raise ValueError(f"should be 40,000 tosses, got shape {tosses.shape}")
    return {"share of heads": tosses.mean()}


COINS = Exercise(
    name="coins",
    lesson="00_start_here",
    section="x",
    reference=coins,
    cases=lambda rng: [Case((int(rng.integers(1000)), 0.3), atol=0.02)],
    driver=draw,
    measure=share,
    mistakes=(Mistake("tails", lambda p, rng: rng.random(40_000) > p, "Those are the tails."),),
    also_correct=(lambda p, rng: rng.binomial(1, p, 40_000), lambda p, rng: 1 - p < rng.random(40_000)),
    hints=("a", "b", "c"),
    survivors={"*": "the law does not tell one draw from another"},
)


def test_other_draws_of_the_same_law_pass_every_gate():
    result = audit(COINS)
    assert result.problems == []
    assert result.explained == COINS.survivors


def test_another_law_does_not_pass_and_says_which_number_is_off():
    finding = examine(COINS, lambda p, rng: rng.random(40_000) < p / 2).finding
    assert finding.stage == "values"
    assert "`share of heads`: expected" in finding.says


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda p, rng: rng.random(3) < p, "your answer should be 40,000 tosses, got shape (3,)"),
        (lambda p, rng: object(), "your answer should be 40,000 tosses, got shape ()"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_the_words_of_the_exercise(answer, says):
    assert examine(COINS, answer).finding.says == says


def test_a_fault_in_the_measuring_is_told_as_a_value_that_cannot_be_read():
    broken = replace(COINS, measure=lambda args, value: {"mean": value.mean()})
    assert examine(broken, lambda p, rng: "text").finding.says.startswith("your answer cannot be read")


def double(x):
    return 2 * x


DOUBLE = Exercise(
    name="double",
    lesson="00_start_here",
    section="x",
    reference=double,
    cases=lambda rng: [Case((np.array([1.0, 3.0]),))],
    mistakes=(Mistake("squared", lambda x: x * x, "That is the square."),),
    also_correct=(lambda x: x + x,),
    hints=("a", "b", "c"),
)
FAILING, MENDED = debug_pair(
    DOUBLE,
    "squared",
    section="x",
    shows=lambda: 3.0,
    also_shows=(lambda: np.array([2.0, 5.0]), lambda: (1.0,)),
    hides=(Hiding("two", lambda: 2.0, "Twice two is two squared.", lambda x: x == 2.0),),
    refuse=lambda x: "should be positive" if np.any(np.asarray(x) < 0) else "",
    input_hints=("a", "b", "c"),
    mending_hints=("a", "b", "c"),
)


def test_a_debugging_pair_passes_its_gates():
    assert audit(FAILING).problems == []
    assert audit(MENDED).problems == []


def test_an_input_is_right_when_the_mistake_shows_on_it():
    assert examine(FAILING, lambda: 7).finding is None
    finding = examine(FAILING, lambda: 0.0).finding
    assert finding.says == "expected 'the mistake shows', got 'the mistake does not show'"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda: -1.0, "your answer should be positive"),
        (
            lambda: (1.0, 2.0),
            "your answer should be x alone; a tuple counts as several values, a list as one",
        ),
    ],
)
def test_an_input_that_is_none_is_refused(answer, says):
    assert examine(FAILING, answer).finding.says == says


def test_the_given_mistake_handed_back_is_told_so():
    says = next(m.says for m in MENDED.mistakes if m.id == "squared")
    assert says == "That is still the function as it was given. That is the square."
