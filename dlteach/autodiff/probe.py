"""The slope of a function at one place, found twice: by `backward`, and by moving the inputs a little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dlteach.autodiff.grad_mode import no_grad
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


@dataclass(frozen=True)
class Slope:
    """How fast the output changes when one entry of one tensor moves.

    Attributes
    ----------
    tensor : str
        Which tensor: "input 0", or the name of a parameter.
    index : tuple of int, or None
        Which entry; None if all move, along a random direction.
    backward, numerical : float
        The slope by `backward`, and by moving the tensor.
    kink : bool
        Whether the slopes to the left and to the right differ, so that there is no derivative.
    agrees : bool
        Whether the two numbers differ by less than the tolerance and the doubt about the numerical one.
    """

    tensor: str
    index: tuple[int, ...] | None
    backward: float
    numerical: float
    kink: bool
    agrees: bool

    def __str__(self) -> str:
        place = "along a random direction" if self.index is None else f"at {list(self.index)}"
        return (
            f"{self.tensor} {place}: backward gives {self.backward:.9g}, moving it gives {self.numerical:.9g}"
        )


class Probe:
    """The number `φ = Σ v · f()` with random weights v, its gradients, and its slopes.

    Parameters
    ----------
    f : callable
        Computes a tensor from `tensors`.
    tensors : sequence of Tensor
        Leaves in float64; their `grad` must be None.
    step, tolerance : float
        As in `gradient_check`.
    rng : numpy.random.Generator
        Draws v.
    """

    def __init__(
        self,
        f: Callable[[], Tensor],
        tensors: Sequence[Tensor],
        step: float,
        tolerance: float,
        rng: np.random.Generator,
    ) -> None:
        out = f()
        if not isinstance(out, Tensor) or out.dtype != np.float64:
            got = f"one of {out.dtype}" if isinstance(out, Tensor) else type(out).__name__
            raise TypeError(f"gradient_check: expected f to return a tensor of float64, got {got}")
        if not np.all(np.isfinite(out.data)):
            raise ValueError(
                f"gradient_check: the output of f is not finite here, so check elsewhere: {out!r}"
            )
        self._f, self._step, self._tolerance = f, step, tolerance
        self._weights = np.ones(out.shape) if out.size == 1 else rng.standard_normal(out.shape)
        terms = self._weights * out.data
        self._middle = self._value()
        self._noise = 20 * np.finfo(np.float64).eps * float(np.abs(terms).sum()) / step
        if abs(self._middle - terms.sum()) > self._noise * step:
            raise ValueError(
                "gradient_check: f gives another output each time; make its random generator inside f"
            )
        if out.requires_grad:
            out.backward(self._weights)
        self._gradients = {t: np.zeros(t.shape) if t.grad is None else t.grad for t in tensors}

    def _value(self) -> float:
        with no_grad():
            return float((self._weights * self._f().data).sum())

    def slope(
        self, label: str, tensor: Tensor, direction: Array, index: tuple[int, ...] | None = None
    ) -> Slope:
        """The slope of φ along a direction in which `tensor` moves."""
        h, middle, start = self._step, self._middle, tensor.data
        values = []
        for distance in (-h, -h / 2, h / 2, h):
            tensor.data = start + distance * direction
            values.append(self._value())
        tensor.data = start
        far_left, left, right, far_right = values

        coarse, fine = (far_right - far_left) / (2 * h), (right - left) / h
        numerical = (4 * fine - coarse) / 3
        backward = float((self._gradients[tensor] * direction).sum())

        # A smooth curve bends half as much over half the distance; a kink bends as much over any distance.
        jump = abs(2 * (right - 2 * middle + left) / (h / 2) - (far_right - 2 * middle + far_left) / h)
        steepest = max(abs(far_right - middle), abs(middle - far_left)) / h
        doubt = abs(fine - coarse) + jump + self._noise
        return Slope(
            label,
            index,
            backward,
            numerical,
            kink=jump > 1e-4 * steepest + 1e-8 + self._noise,
            agrees=abs(backward - numerical) <= self._tolerance * max(abs(backward), abs(numerical)) + doubt,
        )

    def slope_at(self, label: str, tensor: Tensor, index: tuple[int, ...]) -> Slope:
        """The slope of φ when one entry moves."""
        direction = np.zeros(tensor.shape)
        direction[index] = 1
        return self.slope(label, tensor, direction, index)

    def worst_entry(self, tensor: Tensor, direction: Array) -> tuple[int, ...]:
        """The entry behind a wrong slope: of ever smaller halves of the direction, the one further off."""

        def difference(entries: Array) -> float:
            part = np.zeros(tensor.shape)
            part.flat[entries] = direction.flat[entries]
            slope = self.slope("", tensor, part)
            return abs(slope.backward - slope.numerical)

        entries = np.arange(tensor.size)
        while len(entries) > 1:
            entries = max(np.array_split(entries, 2), key=difference)
        return tuple(int(i) for i in np.unravel_index(entries[0], tensor.shape))
