"""`tf.layers`: functions that make the variables of a layer and connect it to its inputs."""

from collections.abc import Callable
from math import prod

from dlteach.tf1.building import define
from dlteach.tf1.elementwise import identity, matmul, where
from dlteach.tf1.graph import get_default_graph, name_scope
from dlteach.tf1.initializers import Initializer, zeros_initializer
from dlteach.tf1.missing import explain_missing
from dlteach.tf1.nn import bias_add
from dlteach.tf1.nn import dropout as dropout_with_keep_prob
from dlteach.tf1.node import Tensor
from dlteach.tf1.variables import get_variable

__all__ = ["dense", "dropout", "flatten"]

__getattr__ = explain_missing("dlteach.tf1.layers", __all__)


def dense(
    inputs: Tensor,
    units: int,
    activation: Callable[[Tensor], Tensor] | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | None = None,
    bias_initializer: Initializer | None = None,
    name: str | None = None,
) -> Tensor:
    """A fully connected layer: `activation(inputs @ kernel + bias)`.

    Parameters
    ----------
    inputs : Tensor, shape (n, d), where d must be known
    units : int
        The number of outputs, k.
    activation : callable, optional
        For example `tf.nn.relu`.
    use_bias : bool, default True
    kernel_initializer : callable, optional
        For the kernel (d, k); Glorot's where none is given.
    bias_initializer : callable, optional
        For the bias (k,); zeros where none is given.
    name : str, optional
        The variables are called name/kernel and name/bias; "dense", "dense_1", … where none is given.

    Returns
    -------
    Tensor, shape (n, k)

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> inputs = tf.placeholder(tf.float32, (None, 2))
    >>> tf.layers.dense(inputs, 1, name="logits")
    <tf.Tensor 'logits/BiasAdd:0' shape=(?, 1) dtype=float32>
    >>> [variable.name for variable in tf.trainable_variables()]
    ['logits/kernel:0', 'logits/bias:0']
    """
    size = inputs.sizes[-1] if inputs.sizes else None
    if size is None:
        raise ValueError(
            f"dense: expected inputs whose last size is known, got {inputs.described()}; "
            "give the placeholder a shape such as (None, 2), or use tf.layers.flatten before"
        )
    layer = name or _next_name("dense")
    kernel = get_variable(f"{layer}/kernel", (size, units), inputs.dtype, kernel_initializer)
    if use_bias:
        start = bias_initializer or zeros_initializer()
        bias = get_variable(f"{layer}/bias", (units,), inputs.dtype, start)
    with name_scope(layer):
        outputs = matmul(inputs, kernel)
        if use_bias:
            outputs = bias_add(outputs, bias)
        return outputs if activation is None else activation(outputs)


def flatten(inputs: Tensor, name: str = "flatten") -> Tensor:
    """Each example in one row: (n, a, b, …) becomes (n, a·b·…)."""
    rest = None if inputs.sizes is None else inputs.sizes[1:]
    if rest is None or None in rest or not inputs.sizes:
        raise ValueError(
            f"flatten: expected examples of known size, got {inputs.described()}; "
            "only the first size may be None, as in (None, 8, 8)"
        )
    rows, width = inputs.sizes[0], prod(size or 0 for size in rest)
    with name_scope(name):
        return define("Flatten", [inputs], lambda sizes: (rows, width), name="Reshape", width=width)


def dropout(
    inputs: Tensor,
    rate: float = 0.5,
    training: bool | Tensor = False,
    seed: int | None = None,
    name: str = "dropout",
) -> Tensor:
    """While training, each entry is set to 0 with probability `rate`, and the others are divided by 1 − rate.

    Otherwise nothing changes. `training` may be a placeholder of type tf.bool.
    """
    if not 0 <= rate < 1:
        raise ValueError(f"dropout: expected a rate from 0 to below 1, got {rate!r}")
    if training is False:
        return identity(inputs, f"{name}/Identity")
    dropped = dropout_with_keep_prob(inputs, 1 - rate, seed, name)
    return where(training, dropped, inputs) if isinstance(training, Tensor) else dropped


def _next_name(layer: str) -> str:
    """The layer's name, or the first of layer_1, layer_2, … whose variables do not exist yet."""
    taken = {variable.op.name.rpartition("/")[0] for variable in get_default_graph().variables}
    number = 0
    while (name := f"{layer}_{number}" if number else layer) in taken:
        number += 1
    return name
