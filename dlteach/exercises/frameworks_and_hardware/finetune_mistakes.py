"""What people write for `freeze_and_finetune`, and which weights then move."""

from dlteach.autograder import Mistake
from dlteach.exercises.frameworks_and_hardware.reference import freeze_and_finetune


def _compiled(model, rate=0.01, optimizer="Adam"):
    from dlteach import keras

    model.compile(getattr(keras.optimizers, optimizer)(rate), loss="sparse_categorical_crossentropy")
    return model


def _freezing(layers):
    """An answer that freezes the layers that `layers` chooses from the list of all."""

    def answer(model, x, y, epochs):
        for layer in layers(model.layers):
            layer.trainable = False
        return _compiled(model).fit(x, y, epochs=epochs, verbose=0)

    return answer


def _then(change):
    """The right answer, and then `change(model, history)`, which gives what is returned."""
    return lambda model, x, y, epochs: change(model, freeze_and_finetune(model, x, y, epochs))


def _whole_model_frozen(model, x, y, epochs):
    model.trainable = False
    return _compiled(model).fit(x, y, epochs=epochs, verbose=0)


def _last_thawed_in_a_frozen_model(model, x, y, epochs):
    model.trainable = False
    model.layers[-1].trainable = True
    return _compiled(model).fit(x, y, epochs=epochs, verbose=0)


def _frozen_after_fit(model, x, y, epochs):
    history = _compiled(model).fit(x, y, epochs=epochs, verbose=0)
    for layer in model.layers[:-1]:
        layer.trainable = False
    return history


def _restored(model, x, y, epochs):
    before = model.get_weights()
    history = _compiled(model).fit(x, y, epochs=epochs, verbose=0)
    model.set_weights(before[:-2] + model.get_weights()[-2:])
    for layer in model.layers[:-1]:
        layer.trainable = False
    return history


def _restored_and_not_frozen(model, x, y, epochs):
    before = model.get_weights()
    history = _compiled(model).fit(x, y, epochs=epochs, verbose=0)
    model.set_weights(before[:-2] + model.get_weights()[-2:])
    return history


def _not_compiled(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    return model.fit(x, y, epochs=epochs, verbose=0)


def _fitting(fit, **choices):
    """An answer that freezes rightly, compiles with the choices and then calls `fit(model, x, y, epochs)`."""

    def answer(model, x, y, epochs):
        for layer in model.layers[:-1]:
            layer.trainable = False
        return fit(_compiled(model, **choices), x, y, epochs)

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


def _thawed(model, history):
    for layer in model.layers:
        layer.trainable = True
    return history


def _evaluated(model, x, y, epochs):
    return [model.evaluate(x, y, verbose=0)]


def _without_a_piece(model, x, y, epochs):
    return model.fit(x, y, epochs=epochs, validation_split=0.25, verbose=0)


MISTAKES = (
    Mistake(
        "nothing-frozen",
        _freezing(lambda layers: []),
        "All layers are trained. Freeze all but the last, `layer.trainable = False`; `==` in place of `=` "
        "sets nothing.",
    ),
    Mistake(
        "everything-frozen",
        _freezing(lambda layers: layers),
        "Every layer is frozen, so nothing learns and the loss stays. The last layer must stay trainable: "
        "`model.layers[:-1]`.",
    ),
    Mistake(
        "whole-model-frozen",
        _last_thawed_in_a_frozen_model,
        "`model.trainable = False` freezes the model as a whole, and a layer in it that is set to True does "
        "not learn. Freeze the single layers.",
    ),
    Mistake(
        "first-only",
        _freezing(lambda layers: layers[:1]),
        "Only the first layer is frozen. All but the last should be: a loop over `model.layers[:-1]`.",
    ),
    Mistake(
        "first-left-out",
        _freezing(lambda layers: layers[1:-1]),
        "The first layer is trained. `model.layers` of a Sequential does not list the Input, so the layers "
        "begin at 0.",
    ),
    Mistake(
        "last-frozen",
        _freezing(lambda layers: layers[-1:]),
        "It is the wrong way round: the last layer is frozen and the others learn. Freeze "
        "`model.layers[:-1]`.",
    ),
    Mistake(
        "last-two-trained",
        _freezing(lambda layers: layers[:-2]),
        "The last two layers are trained. Only the last one should be: freeze `model.layers[:-1]`.",
    ),
    Mistake(
        "all-but-the-first-frozen",
        _freezing(lambda layers: layers[1:]),
        "`layers[1:]` freezes all but the first. It is the last that should learn: `layers[:-1]`.",
    ),
    Mistake(
        "dense-layers-only",
        _freezing(lambda layers: [layer for layer in layers[:-1] if hasattr(layer, "kernel")]),
        "Only Dense layers are frozen. Batch normalisation learns too, and keeps moving statistics: freeze "
        "every layer but the last.",
    ),
    Mistake(
        "frozen-after-fit",
        _frozen_after_fit,
        "The layers are frozen when the training is over. First freeze, then compile, then fit.",
    ),
    Mistake(
        "trained-and-restored",
        _restored,
        "All layers are trained and the old weights put back afterwards. So the last layer has learned to "
        "work with layers that are gone. Freeze before `fit`.",
    ),
    Mistake(
        "trained-and-restored-not-frozen",
        _restored_and_not_frozen,
        "All layers are trained and the old weights put back; nothing is frozen. Set `trainable = False` "
        "before `compile` and `fit`.",
    ),
    Mistake(
        "not-compiled-anew",
        _not_compiled,
        "There is no `compile` after the freezing. A new model then cannot be trained at all, and one that "
        "was trained before goes on with its old optimizer. Call `compile` anew.",
    ),
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
        "thawed-afterwards",
        _then(_thawed),
        "The training is right, but afterwards the layers are trainable again. Leave them frozen.",
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
