"""Is a gradient right? Compare it with what the function does when its inputs move a little."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dlteach.autodiff.probe import Probe, Slope
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import as_numbers

# Up to so many entries of a tensor move one by one; a larger tensor moves along so many random directions.
_ENTRIES, _DIRECTIONS = 200, 20


@dataclass(frozen=True, repr=False)
class GradientCheck:
    """What `gradient_check` found: true if something was checked and all that was checked agrees.

    Attributes
    ----------
    checked : int
        Number of slopes that were compared.
    mismatches, skipped : tuple of Slope
        Those that are wrong, and those at a kink, where no number would be right.
    """

    checked: int
    mismatches: tuple[Slope, ...]
    skipped: tuple[Slope, ...]

    def __bool__(self) -> bool:
        return self.checked > 0 and not self.mismatches

    def __repr__(self) -> str:
        lines = [
            f"gradient check: {self.checked - len(self.mismatches)} of {self.checked} slopes agree, "
            f"{len(self.skipped)} skipped at a kink"
        ]
        lines += [f"  {slope}" for slope in self.mismatches[:5]]
        return "\n".join(lines)


def gradient_check(
    f: Callable[..., Tensor],
    *inputs: ArrayLike | Tensor,
    parameters: Sequence[Tensor] = (),
    tolerance: float = 1e-8,
    step: float = 1e-4,
    seed: int = 0,
) -> GradientCheck:
    """Compare `backward` with central differences, in float64, for every input and parameter of `f`.

    The output is first made one number, `φ = Σ v · f(…)` with random weights v (1 if it is one number). Then
    each entry moves by ± h and by ± h/2:

        slope ≈ (4 D(h/2) − D(h)) / 3,    D(h) = (φ(x + h) − φ(x − h)) / 2h

    Two distances give an error of order h⁴, tell how far the slope can be trusted, and show a kink, such as
    that of relu at 0: the slopes to its left and right differ, so it is skipped.

    Parameters
    ----------
    f : callable
        Takes the inputs as tensors and returns a tensor; the same inputs must give the same output.
    *inputs : array_like of float
        Where to check. Integers, such as labels, are no inputs: use them inside `f`.
    parameters : sequence of Tensor
        Tensors that `f` uses besides its inputs, such as weights. They move, and are put back.
    tolerance : float, default 1e-8
        Largest relative difference that passes.
    step : float, default 1e-4
        h. Inputs should be of the order of 1, and further than h from the border of where `f` is defined.
    seed : int, default 0
        For v, and for the 20 directions along which a tensor of more than 200 entries moves.

    Returns
    -------
    GradientCheck
        True if all agree; `assert gradient_check(f, x)` shows both numbers, the input and the index if not.

    Raises
    ------
    TypeError
        If an input does not hold floats, or `f` does not return a tensor of float64.
    ValueError
        If there is nothing to check, or `f` is random, or its output is not finite.

    References
    ----------
    W. H. Press et al., *Numerical Recipes*, section "Numerical Derivatives": central differences and
    Richardson's extrapolation.

    Examples
    --------
    >>> from dlteach.autodiff import exp, relu
    >>> gradient_check(exp, [0.5, -1.0])
    gradient check: 2 of 2 slopes agree, 0 skipped at a kink
    >>> gradient_check(relu, [0.0, 1.0])
    gradient check: 1 of 1 slopes agree, 1 skipped at a kink
    >>> gradient_check(lambda x: x * x.detach(), [3.0])  # the second x is cut off from the graph
    gradient check: 0 of 1 slopes agree, 0 skipped at a kink
      input 0 at [0]: backward gives 3, moving it gives 6
    """
    arguments = [_argument(i, values) for i, values in enumerate(inputs)]
    for i, tensor in enumerate(parameters):
        _check_parameter(i, tensor)
    labels = [f"input {i}" for i in range(len(arguments))]
    labels += [tensor.name or f"parameter {i}" for i, tensor in enumerate(parameters)]
    if not labels:
        raise ValueError(
            "gradient_check: nothing to check; pass inputs, or the weights of f as parameters=[...]"
        )
    tensors = [*arguments, *parameters]
    rng = np.random.default_rng(seed)
    with _in_float64(parameters):
        probe = Probe(lambda: f(*arguments), tensors, step, tolerance, rng)
        slopes = [s for label, tensor in zip(labels, tensors) for s in _slopes(probe, label, tensor, rng)]
    checked = [slope for slope in slopes if not slope.kink]
    return GradientCheck(
        len(checked),
        mismatches=tuple(slope for slope in checked if not slope.agrees),
        skipped=tuple(slope for slope in slopes if slope.kink),
    )


def _argument(i: int, values: ArrayLike | Tensor) -> Tensor:
    data = as_numbers(values)
    if data.dtype.kind != "f":
        raise TypeError(
            f"gradient_check: expected floats in input {i}, got {data.dtype}; "
            "write 2.0 for 2, and use labels inside f"
        )
    return Tensor(data.astype(np.float64), requires_grad=True)


def _check_parameter(i: int, tensor: Tensor) -> None:
    if not (isinstance(tensor, Tensor) and tensor.requires_grad and tensor.op is None):
        raise TypeError(
            f"gradient_check: expected parameter {i} to be made with requires_grad=True, got {tensor!r}"
        )


@contextmanager
def _in_float64(parameters: Sequence[Tensor]) -> Iterator[None]:
    before = [(tensor, tensor.data, tensor.grad) for tensor in parameters]
    try:
        for tensor in parameters:
            tensor.data, tensor.grad = tensor.data.astype(np.float64), None
        yield
    finally:
        for tensor, data, grad in before:
            tensor.data, tensor.grad = data, grad


def _slopes(probe: Probe, label: str, tensor: Tensor, rng: np.random.Generator) -> Iterator[Slope]:
    if tensor.size <= _ENTRIES:
        yield from (probe.slope_at(label, tensor, index) for index in np.ndindex(tensor.shape))
        return
    for _ in range(_DIRECTIONS):
        direction = rng.standard_normal(tensor.shape) / np.sqrt(tensor.size)
        slope = probe.slope(label, tensor, direction)
        if not (slope.agrees or slope.kink):
            yield probe.slope_at(label, tensor, probe.worst_entry(tensor, direction))
        yield slope
