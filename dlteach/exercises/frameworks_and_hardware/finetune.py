"""Exercise: all layers frozen but the last, which learns."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.frameworks_and_hardware.freezing_mistakes import FREEZING_MISTAKES
from dlteach.exercises.frameworks_and_hardware.reference import freeze_and_finetune
from dlteach.exercises.frameworks_and_hardware.training_mistakes import TRAINING_MISTAKES

LESSON = "16_frameworks_and_hardware"
COMPILE_LAST = (
    "You compile first and freeze afterwards. Here it works; Keras asks for the other order, as `compile` "
    "notes what is to be trained. Freeze, then compile."
)


def _after_the_training(answer, inputs, hidden, classes, rows, epochs, is_trained, seed, is_order_asked):
    import warnings

    from dlteach import keras

    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    layers = [keras.Input((inputs,))]
    for number, part in enumerate(hidden, 1):
        if part == "normalisation":
            layers.append(keras.layers.BatchNormalization(name=f"layer_{number}"))
        else:
            layers.append(keras.layers.Dense(part, activation="relu", name=f"layer_{number}"))
    layers.append(keras.layers.Dense(classes, activation="softmax", name="last_layer"))
    model = keras.Sequential(layers, name="model")
    model.set_weights([rng.uniform(-0.4, 1, size=w.shape) ** 2 + 0.1 for w in model.get_weights()])
    x, y = rng.normal(size=(rows, inputs)), np.arange(rows) % classes
    if is_trained:
        model.compile("adam", loss="sparse_categorical_crossentropy")
        model.fit(x, y, epochs=2, verbose=0)
    before = [layer.get_weights() for layer in model.layers]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        back = answer(model, x, y, epochs)
    if is_order_asked:
        late = any("`trainable` state has changed" in str(warning.message) for warning in caught)
        return {"frozen": "after compile" if late else "before compile"}
    facts = {}
    for number, (layer, old) in enumerate(zip(model.layers, before), 1):
        moved = any(not np.array_equal(a, b) for a, b in zip(old, layer.get_weights()))
        facts[f"layer {number}"] = "trained" if moved else "as it was"
    for number, layer in enumerate(model.layers, 1):
        facts[f"trainable of layer {number}"] = "True" if layer.trainable else "False"
    history = back
    if isinstance(back, tuple):
        history = next((part for part in back if part is not model and hasattr(part, "history")), None)
    facts["what comes back"] = "the losses"
    if back is None or back is model:
        facts["what comes back"] = "nothing" if back is None else "the model"
        history = getattr(model, "history", None)
    history = getattr(history, "history", history)
    losses = history.get("loss") if isinstance(history, dict) else history
    facts["losses"] = np.array([] if losses is None else losses, dtype=float)
    facts["new kernel of the last layer"] = model.layers[-1].kernel.numpy()
    return facts


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
