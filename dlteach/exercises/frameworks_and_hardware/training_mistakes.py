"""Mistakes of `freeze_and_finetune` in how it is compiled and trained, and in what comes back."""

from dlteach.autograder import Mistake
from dlteach.exercises.frameworks_and_hardware.freezing_mistakes import compiled
from dlteach.exercises.frameworks_and_hardware.reference import freeze_and_finetune


def _then(change):
    """The right answer, and then `change(model, history)`, which gives what is returned."""
    return lambda model, x, y, epochs: change(model, freeze_and_finetune(model, x, y, epochs))


def _fitting(fit, **choices):
    """An answer that freezes rightly, compiles with the choices and then calls `fit(model, x, y, epochs)`."""

    def answer(model, x, y, epochs):
        for layer in model.layers[:-1]:
            layer.trainable = False
        return fit(compiled(model, **choices), x, y, epochs)

    return answer


def _fit(model, x, y, epochs):
    return model.fit(x, y, epochs=epochs, verbose=0)


def _epoch_by_epoch(model, x, y, epochs):
    for _ in range(epochs):
        history = model.fit(x, y, verbose=0)
    return history


def _new_optimizer_each_epoch(model, x, y, epochs):
    for _ in range(epochs):
        history = freeze_and_finetune(model, x, y, 1)
    return history


def _copy_trained(model, x, y, epochs):
    copy = type(model).from_config(model.get_config())
    copy.set_weights(model.get_weights())
    return freeze_and_finetune(copy, x, y, epochs)


def _last_layer_replaced(model, x, y, epochs):
    from dlteach import keras

    units = model.layers[-1].units
    model.pop()
    model.add(keras.layers.Dense(units, activation="softmax"))
    return freeze_and_finetune(model, x, y, epochs)


def _evaluated(model, x, y, epochs):
    return [model.evaluate(x, y, verbose=0)]


def _without_a_piece(model, x, y, epochs):
    return model.fit(x, y, epochs=epochs, validation_split=0.25, verbose=0)


TRAINING_MISTAKES = (
    Mistake(
        "epochs-ignored",
        lambda model, x, y, epochs: freeze_and_finetune(model, x, y, 1),
        "The training lasts one epoch, the default of `fit`. Hand over `epochs=epochs`.",
    ),
    Mistake(
        "fit-in-a-loop",
        _fitting(_epoch_by_epoch),
        "Only the last loss comes back. That is so when `fit` is called for each epoch; one call does all: "
        "`return model.fit(x, y, epochs=epochs)`.",
    ),
    Mistake(
        "compiled-for-each-epoch",
        _new_optimizer_each_epoch,
        "The model is compiled anew for each epoch, and Adam forgets each time what it has seen. Compile "
        "once, then `fit` with `epochs=epochs`.",
    ),
    Mistake(
        "not-trained",
        _fitting(_evaluated),
        "The layers are frozen, but nothing is trained. Call `model.fit`.",
    ),
    Mistake(
        "default-rate",
        _fitting(_fit, rate=0.001),
        "Adam works at its default rate of 0.001. The task asks for 0.01: an optimizer object in place of "
        "the name, `keras.optimizers.Adam(0.01)`.",
    ),
    Mistake(
        "rate-too-high",
        _fitting(_fit, rate=0.1),
        "Adam works at a rate of 0.1. The task asks for 0.01.",
    ),
    Mistake(
        "binary-loss",
        _fitting(_fit, loss="binary_crossentropy"),
        "The binary cross-entropy is for yes or no. For integer classes the loss is "
        '`"sparse_categorical_crossentropy"`.',
    ),
    Mistake(
        "one-hot-loss",
        _fitting(_fit, loss="categorical_crossentropy"),
        'The loss `"categorical_crossentropy"` wants one-hot rows. For integer classes it is '
        '`"sparse_categorical_crossentropy"`.',
    ),
    Mistake(
        "batches-of-one",
        _fitting(lambda model, x, y, epochs: model.fit(x, y, epochs=epochs, batch_size=1, verbose=0)),
        "A step is made for every example. The task leaves `batch_size` alone: so few are one batch.",
    ),
    Mistake(
        "epochs-as-batch-size",
        _fitting(lambda model, x, y, epochs: model.fit(x, y, epochs, verbose=0)),
        "The third argument of `fit` is the batch size, so the training lasts one epoch. Name it: "
        "`epochs=epochs`.",
    ),
    Mistake(
        "last-layer-replaced",
        _last_layer_replaced,
        "The last layer is taken off and a new one put in its place. The model has the last layer that it "
        "needs: train that.",
    ),
    Mistake(
        "gradient-descent",
        _fitting(_fit, optimizer="SGD"),
        "The optimizer is plain gradient descent. The task asks for Adam at 0.01.",
    ),
    Mistake(
        "rmsprop",
        _fitting(_fit, rate=0.001, optimizer="RMSprop"),
        "`compile` without an optimizer takes RMSprop. The task asks for Adam at 0.01.",
    ),
    Mistake(
        "part-held-back",
        _fitting(_without_a_piece),
        "A part of the few examples is held back for validation. Train on all of them.",
    ),
    Mistake(
        "a-copy-is-trained",
        _copy_trained,
        "A copy of the model is trained and thrown away. Freeze and train the model that was passed in.",
    ),
    Mistake(
        "nothing-returned",
        _then(lambda model, history: None),
        "The training is right, but nothing comes back: `return model.fit(...)`.",
    ),
    Mistake(
        "model-returned",
        _then(lambda model, history: model),
        "The training is right, and the model comes back. Return what `fit` returns, the History: the caller "
        "has the model already.",
        kind="convention",
    ),
)
