"""Exercise: all layers frozen but the last, which learns."""

from functools import lru_cache

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.frameworks_and_hardware.freezing_mistakes import FREEZING_MISTAKES
from dlteach.exercises.frameworks_and_hardware.models import model_and_data
from dlteach.exercises.frameworks_and_hardware.reference import freeze_and_finetune
from dlteach.exercises.frameworks_and_hardware.training_mistakes import TRAINING_MISTAKES
from dlteach.exercises.unread import in_own_words_only

LESSON = "16_frameworks_and_hardware"
COMPILE_LAST = (
    "You compile first and freeze afterwards. Here it works; Keras asks for the other order, as `compile` "
    "notes what is to be trained. Freeze, then compile."
)


def _after_the_training(answer, inputs, hidden, classes, rows, epochs, is_trained, seed, is_order_asked):
    import warnings

    from dlteach.exercises.frameworks_and_hardware.models import model_and_data

    model, x, y = model_and_data(inputs, hidden, classes, rows, is_trained, seed)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        back = answer(model, x, y, epochs)
    if is_order_asked:
        return {"warnings": [str(warning.message) for warning in caught]}
    seen = {
        "weights": [layer.get_weights() for layer in model.layers],
        "trainable": [bool(layer.trainable) for layer in model.layers],
    }
    history = back
    if isinstance(back, tuple):
        history = next((part for part in back if part is not model and hasattr(part, "history")), None)
    seen["what comes back"] = "the losses"
    if back is None or back is model:
        seen["what comes back"] = "nothing" if back is None else "the model"
        history = getattr(model, "history", None)
    history = getattr(history, "history", history)
    losses = history.get("loss") if isinstance(history, dict) else history
    seen["losses"] = np.array([] if losses is None else losses, dtype=float)
    seen["last kernel"] = model.layers[-1].kernel.numpy()
    return seen


@in_own_words_only
def _measure(args, seen):
    """Which layers have learned, which may, and what came back of it."""
    inputs, hidden, classes, rows, _, is_trained, seed, is_order_asked = args
    if is_order_asked:
        late = any("`trainable` state has changed" in words for words in seen["warnings"])
        return {"frozen": "after compile" if late else "before compile"}
    before = _weights_before(inputs, tuple(hidden), classes, rows, is_trained, seed)
    weights, trainable = seen["weights"], seen["trainable"]
    facts = {}
    for number, (old, new) in enumerate(zip(before, weights), 1):
        facts[f"layer {number}"] = "as it was" if _same(old, new) else "trained"
    for number, can in enumerate(trainable, 1):
        facts[f"trainable of layer {number}"] = "True" if can is True else "False"
    facts["what comes back"] = seen["what comes back"]
    facts["losses"] = np.asarray(seen["losses"], dtype=float)
    facts["new kernel of the last layer"] = np.asarray(seen["last kernel"])
    return facts


@lru_cache(64)
def _weights_before(inputs, hidden, classes, rows, is_trained, seed):
    """The weights of each layer before the answer is asked, found here and not in the learner's process."""
    model, _, _ = model_and_data(inputs, hidden, classes, rows, is_trained, seed)
    return [layer.get_weights() for layer in model.layers]


def _same(before, after):
    """Whether no weight has moved, by more than two processes may differ in the training before."""
    return len(before) == len(after) and all(
        np.shape(old) == np.shape(new) and np.allclose(old, new, rtol=1e-6, atol=1e-6)
        for old, new in zip(before, after)
    )


def _cases(rng):
    for inputs, hidden, classes, rows, epochs, is_trained, note in (
        (3, [4], 2, 4, 3, False, "one hidden layer"),
        (4, [5, 3, 3], 3, 7, 6, True, "three hidden layers, trained before"),
        (3, [4, "normalisation", 3], 3, 6, 4, False, "batch normalisation"),
    ):
        yield Case((inputs, hidden, classes, rows, epochs, is_trained, int(rng.integers(1000)), False), note)
    yield Case((3, [2], 2, 4, 1, False, 1, True), remark=COMPILE_LAST)


def _by_index(model, x, y, epochs):
    from dlteach import keras

    for i in range(len(model.layers) - 1):
        model.layers[i].trainable = False
    model.layers[-1].trainable = True
    optimizer = keras.optimizers.Adam(learning_rate=0.01)
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    return model.fit(x=x, y=y, epochs=epochs, batch_size=len(x), verbose=0)


def _from_the_end(model, x, y, epochs):
    from dlteach import keras

    for layer in model.layers:
        layer.trainable = layer is model.layers[-1]
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    history = model.fit(x, y, shuffle=False, epochs=epochs, verbose=0)
    return model, history


def _dict_of_losses(model, x, y, epochs):
    return freeze_and_finetune(model, x, y, epochs).history


FREEZE_AND_FINETUNE = Exercise(
    name="freeze_and_finetune",
    rooms=("keras",),
    lesson=LESSON,
    section="Freeze, then train the rest",
    reference=freeze_and_finetune,
    driver=_after_the_training,
    cases=_cases,
    measure=_measure,
    rtol=1e-3,
    atol=1e-4,
    mistakes=(*FREEZING_MISTAKES, *TRAINING_MISTAKES),
    also_correct=(_by_index, _from_the_end, _dict_of_losses),
    laws=(
        Law(
            "the loss falls from the first epoch to the last",
            lambda args, facts: facts["losses"][-1] < facts["losses"][0],
        ),
        Law("there is a loss for each epoch", lambda args, facts: len(facts["losses"]) == args[4]),
    ),
    survivors={"`0` becomes `1`": "`verbose` is the learner's choice"},
    hints=(
        "Three steps in this order: freeze, compile, fit. What is frozen does not move.",
        "Go through `model.layers[:-1]` and set `trainable` of each. `compile` comes after that, with the "
        "optimizer and the loss of the task.",
        "`for layer in model.layers[:-1]: layer.trainable = False`, then `model.compile(...)`, then `return "
        "model.fit(x, y, epochs=epochs, verbose=0)`",
    ),
)
