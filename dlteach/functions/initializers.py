"""How wide the first weights of a layer are drawn: from the number of its inputs and outputs.

Weights that are too small make signals fade from layer to layer, weights that are too large make them grow.
A variance of about 1 / fan_in keeps the variance of the signals as it is.
"""

from collections.abc import Sequence
from math import prod, sqrt

from dlteach.functions._arguments import as_number

# Standard deviation of a standard normal distribution that is cut off at two standard deviations.
TRUNCATED_NORMAL_STDDEV = 0.87962566103423978

FAN_MODES = ("fan_in", "fan_out", "fan_avg")


def fans(
    shape: Sequence[int],
    input_axes: Sequence[int] | None = None,
    output_axes: Sequence[int] | None = None,
) -> tuple[int, int]:
    """How many numbers come in to each unit of a layer, and how many units each number goes out to.

        (d_in, d_out)                 fan_in = d_in             fan_out = d_out
        (h, w, c_in, c_out)           fan_in = h w c_in         fan_out = h w c_out
        (k,)                          fan_in = fan_out = k

    Parameters
    ----------
    shape : sequence of int
        Shape of the weights: inputs before outputs, in a convolution after the axes of the window.
    input_axes, output_axes : sequence of int, optional
        The axes that count inputs and outputs, for weights in another order. Both or none.

    Returns
    -------
    fan_in, fan_out : int

    Examples
    --------
    >>> fans((784, 128))
    (784, 128)
    >>> fans((3, 3, 16, 32))
    (144, 288)
    """
    shape = tuple(shape)
    if input_axes is not None and output_axes is not None:
        return prod(int(shape[axis]) for axis in input_axes), prod(int(shape[axis]) for axis in output_axes)
    if len(shape) < 2:
        size = int(prod(shape))
        return size, size
    window = prod(shape[:-2])
    return int(window * shape[-2]), int(window * shape[-1])


def scaled_variance(fan_in: float, fan_out: float, scale: float = 1.0, mode: str = "fan_in") -> float:
    """Variance of the first weights of a layer.

        v = scale / fan,    fan = fan_in, fan_out or their mean (fan_in + fan_out) / 2

    A fan below 1 counts as 1.

    Parameters
    ----------
    fan_in, fan_out : number
        Numbers of inputs and outputs, from `fans`.
    scale : float, default 1
        2 for layers of ReLUs, which let half of the signal through.
    mode : {"fan_in", "fan_out", "fan_avg"}, default "fan_in"

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If mode is none of the three, or a number is not finite.

    References
    ----------
    K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: Surpassing human-level performance on
    ImageNet classification", ICCV 2015.

    Examples
    --------
    >>> scaled_variance(4, 12, mode="fan_avg")
    0.125
    """
    fan_in = as_number(fan_in, "scaled_variance: fan_in")
    fan_out = as_number(fan_out, "scaled_variance: fan_out")
    scale = as_number(scale, "scaled_variance: scale", positive=True)
    if mode not in FAN_MODES:
        raise ValueError(f"scaled_variance: expected mode to be one of {FAN_MODES}, got {mode!r}")
    fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]
    return scale / max(1.0, fan)


def uniform_limit(variance: float) -> float:
    """Limit of the uniform distribution of this variance around 0.

        Var U(−l, l) = l² / 3,    so l = √(3 v)

    Parameters
    ----------
    variance : float

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If variance is not positive and finite.

    Examples
    --------
    >>> uniform_limit(3)
    3.0
    """
    return sqrt(3 * as_number(variance, "uniform_limit: variance", positive=True))


def truncated_normal_stddev(variance: float) -> float:
    """Standard deviation before the cut, of the normal distribution that has this variance after it.

        σ = √v / 0.8796

    Numbers beyond two standard deviations are drawn again, which makes the spread 0.8796 times as large.

    Parameters
    ----------
    variance : float

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If variance is not positive and finite.

    Examples
    --------
    >>> round(truncated_normal_stddev(1), 4)
    1.1368
    """
    return (
        sqrt(as_number(variance, "truncated_normal_stddev: variance", positive=True))
        / TRUNCATED_NORMAL_STDDEV
    )


def glorot_limit(fan_in: float, fan_out: float) -> float:
    """Limit of Glorot's uniform weights, for layers with tanh or sigmoid.

        l = √(6 / (fan_in + fan_out))

    Their variance is 2 / (fan_in + fan_out): a compromise that keeps the signals on the way forward and the
    gradients on the way back.

    Parameters
    ----------
    fan_in, fan_out : number
        Numbers of inputs and outputs, from `fans`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If a number is not finite.

    References
    ----------
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010.

    Examples
    --------
    >>> glorot_limit(2, 4)
    1.0
    """
    return uniform_limit(scaled_variance(fan_in, fan_out, mode="fan_avg"))


def he_stddev(fan_in: float) -> float:
    """Standard deviation of He's weights, for layers with ReLU.

        σ = √(2 / fan_in)

    ReLU sets half of the signals to 0; the 2 makes up for it.

    Parameters
    ----------
    fan_in : number
        Number of inputs, from `fans`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If fan_in is not finite.

    References
    ----------
    K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: Surpassing human-level performance on
    ImageNet classification", ICCV 2015.

    Examples
    --------
    >>> he_stddev(8)
    0.5
    """
    return sqrt(scaled_variance(fan_in, fan_in, scale=2))


def lecun_stddev(fan_in: float) -> float:
    """Standard deviation of LeCun's weights, for layers with SELU or without activation.

        σ = √(1 / fan_in)

    Parameters
    ----------
    fan_in : number
        Number of inputs, from `fans`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If fan_in is not finite.

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", in "Neural Networks: Tricks of the
    Trade", Springer 1998.

    Examples
    --------
    >>> lecun_stddev(4)
    0.5
    """
    return sqrt(scaled_variance(fan_in, fan_in))
