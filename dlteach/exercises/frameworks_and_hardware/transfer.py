"""Exercise: the weights of trained layers, copied into another model."""

from functools import lru_cache

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.frameworks_and_hardware.models import source_and_target
from dlteach.exercises.frameworks_and_hardware.reference import transfer_weights
from dlteach.exercises.frameworks_and_hardware.transfer_mistakes import MISTAKES
from dlteach.exercises.unread import in_own_words_only

LESSON = "16_frameworks_and_hardware"


def _after_the_transfer(transfer_weights, inputs, hidden, source_units, target_units, seed):
    from dlteach import keras
    from dlteach.exercises.frameworks_and_hardware.models import source_and_target

    source, target = source_and_target(inputs, hidden, source_units, target_units, seed)
    back = transfer_weights(source, target)
    known = [(target, "the target"), (source, "the source"), (None, "nothing")]
    seen = {
        "target": [[(v.name, v.numpy()) for v in layer.weights] for layer in target.layers],
        "source": source.get_weights(),
        "what comes back": next((words for thing, words in known if back is thing), "something else"),
    }
    used = back if isinstance(back, keras.Model) and back is not source else target
    seen["before the source changes"] = [np.array(w) for w in used.get_weights()]
    for variable in source.weights:
        variable.assign(np.zeros(variable.shape))
    seen["after the source has changed"] = used.get_weights()
    return seen


@in_own_words_only
def _measure(args, seen):
    """The target's weights, and what has become of the source and of the two models' independence."""
    inputs, hidden, *rest = args
    before = _source_before(inputs, tuple(hidden), *rest)
    facts = {
        f"{name} of layer {number}": np.asarray(values)
        for number, layer in enumerate(seen["target"], 1)
        for name, values in layer
    }
    facts["the source"] = "as it was" if _same(before, seen["source"]) else "changed"
    facts["what comes back"] = seen["what comes back"]
    stay = _same(seen["before the source changes"], seen["after the source has changed"])
    facts["when the source changes later"] = "the weights stay" if stay else "the weights follow it"
    return facts


@lru_cache(64)
def _source_before(*args):
    """The source's weights before the answer is asked, found here and not in the learner's process."""
    return source_and_target(*args)[0].get_weights()


def _same(before, after):
    return len(before) == len(after) and all(map(np.array_equal, before, after))


def _cases(rng):
    for inputs, hidden, source_units, target_units, note in (
        (3, [4], 2, 5, "one hidden layer, last layers of 2 and 5 units"),
        (3, [4], 5, 5, "last layers of the same size"),
        (3, [3, 3], 3, 3, "square kernels"),
        (5, [4, 3, 2], 3, 4, "three hidden layers"),
        (4, [3, "dropout", "normalisation", 3], 2, 3, "layers of other kinds"),
    ):
        yield Case((inputs, hidden, source_units, target_units, int(rng.integers(1000))), note)


def _all_at_once(source, target):
    target.set_weights(source.get_weights()[:-2] + target.get_weights()[-2:])
    return target


def _by_index(source, target):
    for i in range(len(source.layers) - 1):
        target.layers[i].set_weights([w.copy() for w in source.layers[i].get_weights()])
    return target


def _by_variables(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        for old, new in zip(taker.weights, giver.weights):
            old.assign(new)
    return target


def _where_there_are_weights(source, target):
    pairs = [(s, t) for s, t in zip(source.layers, target.layers) if s.get_weights()]
    for giver, taker in pairs[:-1]:
        taker.set_weights(giver.get_weights())
    return target


TRANSFER_WEIGHTS = Exercise(
    name="transfer_weights",
    rooms=("keras",),
    lesson=LESSON,
    section="Trained layers travel",
    reference=transfer_weights,
    driver=_after_the_transfer,
    cases=_cases,
    measure=_measure,
    mistakes=MISTAKES,
    also_correct=(_all_at_once, _by_index, _by_variables, _where_there_are_weights),
    laws=(
        Law("the source is as it was", lambda args, facts: facts["the source"] == "as it was"),
        Law("the target comes back", lambda args, facts: facts["what comes back"] == "the target"),
    ),
    hints=(
        "A layer hands out copies of its weights, and a layer of the same shape can take them.",
        "Walk over both models' layers at once, without the last: `source.layers[:-1]`. `get_weights()` on "
        "one side, `set_weights(...)` on the other.",
        "`for giver, taker in zip(source.layers[:-1], target.layers[:-1]): taker.set_weights(...)`, then "
        "`return target`",
    ),
)
