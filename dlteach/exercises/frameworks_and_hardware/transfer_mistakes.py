"""What people write for `transfer_weights`, and where the weights then are."""

from dlteach.autograder import Mistake
from dlteach.exercises.frameworks_and_hardware.reference import transfer_weights


def _copying(layers, returned=lambda source, target: target):
    """An answer that copies between the layers that `layers` chooses from the list of all pairs."""

    def answer(source, target):
        for giver, taker in layers(list(zip(source.layers, target.layers))):
            taker.set_weights(giver.get_weights())
        return returned(source, target)

    return answer


def _one_array_left(source, target):
    target.set_weights(source.get_weights()[:-1] + target.get_weights()[-1:])
    return target


def _list_too_short(source, target):
    target.set_weights(source.get_weights()[:-2])
    return target


def _layers_appended(source, target):
    for layer in source.layers[:-1]:
        target.add(layer)
    return target


def _by_shape(source, target):
    pairs = zip(source.get_weights(), target.get_weights())
    target.set_weights([new if new.shape == old.shape else old for new, old in pairs])
    return target


def _kernels_only(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        if hasattr(giver, "kernel"):
            taker.kernel.assign(giver.kernel)
    return target


def _biases_forgotten(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        if hasattr(giver, "kernel"):
            taker.kernel.assign(giver.kernel)
        else:
            taker.set_weights(giver.get_weights())
    return target


def _kernel_and_bias_by_name(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        taker.kernel.assign(giver.kernel)
        taker.bias.assign(giver.bias)
    return target


def _variables_handed_over(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        taker.kernel = giver.kernel
        taker.bias = giver.bias
    return target


def _dense_only(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        if hasattr(giver, "kernel"):
            taker.set_weights(giver.get_weights())
    return target


def _first_array_only(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        if giver.get_weights():
            taker.set_weights(giver.get_weights()[:1] + taker.get_weights()[1:])
    return target


def _trainable_only(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        for old, new in zip(taker.trainable_weights, giver.trainable_weights):
            old.assign(new)
    return target


def _backwards(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[-2::-1]):
        taker.set_weights(giver.get_weights())
    return target


def _transposed(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        taker.set_weights([w.T for w in giver.get_weights()])
    return target


def _source_layers_in_a_new_model(source, target):
    return type(target)([*source.layers[:-1], target.layers[-1]])


def _list_exchanged(source, target):
    target.layers[:-1] = source.layers[:-1]
    return target


def _copy_of_the_source(source, target):
    copy = type(source).from_config(source.get_config())
    copy.set_weights(source.get_weights())
    return copy


def _emptied(source, target):
    for giver, taker in zip(source.layers[:-1], target.layers[:-1]):
        taker.set_weights(giver.get_weights())
        giver.set_weights([0 * w for w in giver.get_weights()])
    return target


MISTAKES = (
    Mistake(
        "last-layer-too",
        _copying(lambda pairs: pairs),
        "The last layer is copied too, or would be: it stands for the classes of the source, and where the "
        "target has more it does not fit. Stop before it: `layers[:-1]`, or `[:-2]` in a list of all arrays.",
    ),
    Mistake(
        "one-array-left",
        _one_array_left,
        "`[:-1]` of a list of weights leaves out one array, the last bias. The last layer has two, kernel "
        "and bias: `[:-2]`.",
    ),
    Mistake(
        "list-too-short",
        _list_too_short,
        "`set_weights` of a model wants all its arrays, those of the last layer too. Add the target's own "
        "at the end, or go layer by layer.",
    ),
    Mistake(
        "layers-appended",
        _layers_appended,
        "`target.add` puts the source's layers behind the target's last one. The target has its layers "
        "already: give them weights with `set_weights`.",
    ),
    Mistake(
        "arrays-of-equal-shape",
        _by_shape,
        "Whatever fits in shape is copied, and the last layer fits when there are as many classes. Go by "
        "the place: all layers but the last.",
    ),
    Mistake(
        "first-layer-only",
        _copying(lambda pairs: pairs[:1]),
        "Only the first layer is copied: is the `return` inside the loop? Copy all layers but the last.",
    ),
    Mistake(
        "first-layer-left-out",
        _copying(lambda pairs: pairs[1:-1]),
        "The first layer is left out. `model.layers` of a Sequential does not list the Input, so the "
        "layers begin at 0.",
    ),
    Mistake(
        "last-two-left-out",
        _copying(lambda pairs: pairs[:-2]),
        "The last two layers are left out. Only the last one stays as it is: `layers[:-1]`.",
    ),
    Mistake(
        "only-the-last",
        _copying(lambda pairs: pairs[-1:]),
        "Only the last layer is copied, the one that should stay. Copy all before it: `layers[:-1]`.",
    ),
    Mistake(
        "nothing-copied",
        lambda source, target: target,
        "The target has its old weights. `layers` and `get_weights` give lists of their own, and changing "
        "those changes no model: call `set_weights` of the target's layers.",
    ),
    Mistake(
        "copied-and-not-returned",
        _copying(lambda pairs: pairs[:-1], lambda source, target: None),
        "The weights are copied, but nothing comes back: end with `return target`.",
    ),
    Mistake(
        "source-returned",
        _copying(lambda pairs: pairs[:-1], lambda source, target: source),
        "The weights are copied, but the source comes back: `return target`.",
    ),
    Mistake(
        "weights-returned",
        _copying(lambda pairs: pairs[:-1], lambda source, target: target.get_weights()),
        "The weights are copied, but something else than the model comes back: `return target`.",
    ),
    Mistake(
        "wrong-direction",
        lambda source, target: transfer_weights(target, source) and target,
        "The weights go from the target to the source, and what was learned is lost. "
        "`target_layer.set_weights(source_layer.get_weights())`.",
    ),
    Mistake(
        "arguments-exchanged",
        lambda source, target: transfer_weights(target, source),
        "The arguments come as (source, target); here the weights go from the second to the first.",
    ),
    Mistake(
        "layers-backwards",
        _backwards,
        "The layers meet in the wrong order: the first of the source goes with the first of the target. "
        "`zip(source.layers[:-1], target.layers[:-1])`.",
    ),
    Mistake(
        "biases-forgotten",
        _biases_forgotten,
        "The kernels of Dense layers are copied and their biases are not. `get_weights()` gives both.",
    ),
    Mistake(
        "kernels-only",
        _kernels_only,
        "Only kernels are copied: biases are missing, and layers of other kinds altogether. `get_weights()` "
        "gives all arrays of a layer.",
    ),
    Mistake(
        "kernel-and-bias-by-name",
        _kernel_and_bias_by_name,
        "Not every layer has a kernel and a bias: dropout has nothing, batch normalisation four other "
        "arrays. `taker.set_weights(giver.get_weights())` works for all kinds.",
    ),
    Mistake(
        "variables-handed-over",
        _variables_handed_over,
        "`taker.kernel = giver.kernel` would make two layers share one array, and a layer that is built "
        "refuses it. Copy the numbers: `taker.set_weights(giver.get_weights())`.",
    ),
    Mistake(
        "first-array-of-each",
        _first_array_only,
        "Only the first array of each layer is copied. `set_weights` takes the whole list that "
        "`get_weights` gives.",
    ),
    Mistake(
        "dense-layers-only",
        _dense_only,
        "Only Dense layers are copied. Other layers have weights too, batch normalisation four arrays; "
        "those without any have an empty list, which does no harm.",
    ),
    Mistake(
        "trainable-weights-only",
        _trainable_only,
        "The moving mean and variance of batch normalisation are missing: they are weights, though not "
        "trainable. Copy `get_weights()`, or `weights` in place of `trainable_weights`.",
    ),
    Mistake(
        "transposed",
        _transposed,
        "The kernels are transposed, as for PyTorch. Between two Keras models they stay as they are.",
    ),
    Mistake(
        "layers-shared",
        _source_layers_in_a_new_model,
        "A new model comes back that contains the source's own layers: what is trained in one changes in "
        "the other, and `target` is as it was. Copy weights into the target's layers.",
    ),
    Mistake(
        "copy-of-the-source",
        _copy_of_the_source,
        "A copy of the source comes back, with its last layer, and `target` is as it was. Copy weights "
        "into the layers of the target.",
    ),
    Mistake(
        "source-emptied",
        _emptied,
        "The source is changed. It goes on living: take copies with `get_weights` and leave it alone.",
    ),
)
