"""Mistakes of `freeze_and_finetune` in what is frozen, and when."""

from dlteach.autograder import Mistake
from dlteach.exercises.frameworks_and_hardware.reference import freeze_and_finetune


def compiled(model, rate=0.01, optimizer="Adam", loss="sparse_categorical_crossentropy"):
    from dlteach import keras

    model.compile(getattr(keras.optimizers, optimizer)(rate), loss=loss)
    return model


def _freezing(layers):
    """An answer that freezes the layers that `layers` chooses from the list of all."""

    def answer(model, x, y, epochs):
        for layer in layers(model.layers):
            layer.trainable = False
        return compiled(model).fit(x, y, epochs=epochs, verbose=0)

    return answer


def _list_frozen(model, x, y, epochs):
    model.layers[:-1].trainable = False
    return compiled(model).fit(x, y, epochs=epochs, verbose=0)


def _last_thawed_in_a_frozen_model(model, x, y, epochs):
    model.trainable = False
    model.layers[-1].trainable = True
    return compiled(model).fit(x, y, epochs=epochs, verbose=0)


def _frozen_after_fit(model, x, y, epochs):
    history = compiled(model).fit(x, y, epochs=epochs, verbose=0)
    for layer in model.layers[:-1]:
        layer.trainable = False
    return history


def _restored(model, x, y, epochs):
    before = model.get_weights()
    history = compiled(model).fit(x, y, epochs=epochs, verbose=0)
    model.set_weights(before[:-2] + model.get_weights()[-2:])
    for layer in model.layers[:-1]:
        layer.trainable = False
    return history


def _restored_and_not_frozen(model, x, y, epochs):
    before = model.get_weights()
    history = compiled(model).fit(x, y, epochs=epochs, verbose=0)
    model.set_weights(before[:-2] + model.get_weights()[-2:])
    return history


def _not_compiled(model, x, y, epochs):
    for layer in model.layers[:-1]:
        layer.trainable = False
    return model.fit(x, y, epochs=epochs, verbose=0)


def _thawed(model, x, y, epochs):
    history = freeze_and_finetune(model, x, y, epochs)
    for layer in model.layers:
        layer.trainable = True
    return history


FREEZING_MISTAKES = (
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
        "list-frozen",
        _list_frozen,
        "`model.layers[:-1]` is a list, and a list has no `trainable`. Set it for each layer, in a loop.",
    ),
    Mistake(
        "thawed-afterwards",
        _thawed,
        "The training is right, but afterwards the layers are trainable again. Leave them frozen.",
    ),
)
