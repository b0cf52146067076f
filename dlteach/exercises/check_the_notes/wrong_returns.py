"""Mistakes in the search for a counter-example: what is looked at, and what is returned."""

import math

from dlteach.autograder import Mistake
from dlteach.functions import counter_example


def _found(choose):
    """A wrong answer that chooses among all counter-examples, or None."""

    def search(f, g, candidates, tolerance):
        places = [k for k, x in enumerate(candidates) if not abs(f(x) - g(x)) <= tolerance]
        return choose(places, candidates, f, g) if places else None

    return search


def _nothing_is(value):
    def search(f, g, candidates, tolerance):
        found = counter_example(f, g, candidates, tolerance)
        return value if found is None else found

    return search


def _instead_of_none(id_, value, what):
    return Mistake(
        f"{id_}-for-none",
        _nothing_is(value),
        f"Where nothing is found you return {what}. Return None: it is no candidate, so nobody can take it "
        "for one.",
    )


def _gives_up_at_first(f, g, candidates, tolerance):
    for x in candidates:
        return x if not abs(f(x) - g(x)) <= tolerance else None


def _all_must_differ(f, g, candidates, tolerance):
    if all(abs(f(x) - g(x)) > tolerance for x in candidates):
        return candidates[0]
    return None


def _sums_differ(f, g, candidates, tolerance):
    if abs(sum(map(f, candidates)) - sum(map(g, candidates))) > tolerance:
        return candidates[0]
    return None


def _first_if_any(f, g, candidates, tolerance):
    if any(not abs(f(x) - g(x)) <= tolerance for x in candidates):
        return candidates[0]
    return None


WRONG_RETURNS = (
    Mistake(
        "gives-up-at-the-first",
        _gives_up_at_first,
        "Only the first candidate is looked at: the loop returns in its first round in either case. "
        "`return None` stands below the loop, one level to the left.",
    ),
    Mistake(
        "last-candidate-only",
        lambda f, g, xs, t: xs[-1] if not abs(f(xs[-1]) - g(xs[-1])) <= t else None,
        "Only the last candidate decides: each round forgets what the rounds before have found. Return "
        "as soon as two values differ.",
    ),
    Mistake(
        "last-counter-example",
        _found(lambda places, xs, f, g: xs[places[-1]]),
        "That is the last counter-example. The first is asked for: `return` it at once, in the loop.",
    ),
    Mistake(
        "largest-difference",
        _found(lambda places, xs, f, g: max((xs[k] for k in places), key=lambda x: abs(f(x) - g(x)))),
        "That is where the difference is largest. The first candidate that differs is asked for.",
    ),
    Mistake(
        "smallest-counter-example",
        _found(lambda places, xs, f, g: min(xs[k] for k in places)),
        "That is the smallest counter-example. The first in the order of the candidates is asked for.",
    ),
    Mistake(
        "index-for-candidate",
        _found(lambda places, xs, f, g: places[0]),
        "That is the position of the candidate. Return the candidate: `for x in candidates` gives it, "
        "or `candidates[i]`.",
    ),
    Mistake(
        "value-of-f",
        _found(lambda places, xs, f, g: f(xs[places[0]])),
        "That is f(x). Return x, so that others can try it.",
    ),
    Mistake(
        "value-of-g",
        _found(lambda places, xs, f, g: g(xs[places[0]])),
        "That is g(x). Return x, so that others can try it.",
    ),
    Mistake(
        "difference-for-candidate",
        _found(lambda places, xs, f, g: abs(f(xs[places[0]]) - g(xs[places[0]]))),
        "That is the difference of the two values. Return the x at which they differ.",
    ),
    Mistake(
        "signed-difference-for-candidate",
        _found(lambda places, xs, f, g: f(xs[places[0]]) - g(xs[places[0]])),
        "That is the difference of the two values. Return the x at which they differ.",
    ),
    Mistake(
        "both-values",
        _found(lambda places, xs, f, g: (f(xs[places[0]]), g(xs[places[0]]))),
        "Those are the two values. Return the x at which they differ: the values follow from it.",
    ),
    Mistake(
        "candidate-and-values",
        _found(lambda places, xs, f, g: (xs[places[0]], f(xs[places[0]]), g(xs[places[0]]))),
        "The candidate alone is asked for; its two values follow from it.",
        kind="convention",
    ),
    Mistake(
        "all-counter-examples",
        _found(lambda places, xs, f, g: [xs[k] for k in places]),
        "Those are all counter-examples. One is enough: return the first, not a list.",
    ),
    Mistake(
        "list-of-all",
        lambda f, g, xs, t: [x for x in xs if not abs(f(x) - g(x)) <= t],
        "That is a list of all counter-examples. Return its first entry, or None where it is empty.",
    ),
    Mistake(
        "number-of-counter-examples",
        lambda f, g, xs, t: sum(not abs(f(x) - g(x)) <= t for x in xs),
        "That is how many candidates differ. Return the first of them.",
    ),
    Mistake(
        "yes-or-no",
        lambda f, g, xs, t: any(not abs(f(x) - g(x)) <= t for x in xs),
        "That says whether there is a counter-example. Return it, so that others can try it.",
    ),
    Mistake(
        "yes-for-agreement",
        lambda f, g, xs, t: all(abs(f(x) - g(x)) <= t for x in xs),
        "That says whether the two agree everywhere. Return the first x at which they do not.",
    ),
    Mistake(
        "true-for-candidate",
        _found(lambda places, xs, f, g: True),
        "That says that there is a counter-example. Return the x itself, so that others can try it.",
    ),
    Mistake(
        "nothing-returned",
        lambda f, g, xs, t: None,
        "None comes back every time. Is a `return` missing? What is printed does not count.",
    ),
    Mistake(
        "zero-lost",
        lambda f, g, xs, t: counter_example(f, g, xs, t) or None,
        "The counter-example 0 gets lost: `if found` and `found or None` take 0 for nothing. Ask "
        "`found is None`, or return at once.",
    ),
    Mistake(
        "next-without-default",
        lambda f, g, xs, t: next(x for x in xs if not abs(f(x) - g(x)) <= t),
        "`next` raises StopIteration where nothing is found. Give it what to return then: `next((x for x in "
        "...), None)`, with the inner brackets.",
    ),
    Mistake(
        "first-of-an-empty-list",
        lambda f, g, xs, t: [x for x in xs if not abs(f(x) - g(x)) <= t][0],  # noqa: RUF015
        "`[0]` asks for the first entry of a list that is empty where nothing is found. Return None in that "
        "case.",
    ),
    Mistake(
        "first-candidate-if-any",
        _first_if_any,
        "You return the first candidate of all. Return the one at which the two functions differ.",
    ),
    Mistake(
        "all-must-differ",
        _all_must_differ,
        "You ask whether the two differ at all candidates. One at which they differ is enough.",
    ),
    Mistake(
        "sums-compared",
        _sums_differ,
        "The values of all candidates are added up before they are compared, so differences may cancel, "
        "and nobody knows where they were. Compare one candidate at a time.",
    ),
    _instead_of_none("false", False, "False"),
    _instead_of_none("minus-one", -1, "−1"),
    _instead_of_none("nan", math.nan, "nan"),
    _instead_of_none("empty-list", [], "an empty list"),
    _instead_of_none("zero", 0.0, "0"),
    _instead_of_none("text", "no counter-example found", "a text"),
)
