"""Random tensors: drawn anew in every run, and the same in every session once the graph has a seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike

from dlteach import autodiff
from dlteach.tf1.dtypes import Array, as_dtype, float32
from dlteach.tf1.node import Operation, Tensor
from dlteach.tf1.shapes import known

if TYPE_CHECKING:
    from dlteach.tf1.run import Run

Draw = Callable[[np.random.Generator, tuple[int, ...]], Array]


class Random(Operation):
    """A node that draws numbers: in a fixed shape, or in that of its input."""

    def __init__(
        self,
        type: str,
        draw: Draw,
        shape: Tensor | tuple[int, ...],
        dtype: np.dtype[Any],
        seed: int | None,
        name: str,
    ) -> None:
        like = shape if isinstance(shape, Tensor) else None
        sizes = like.sizes if like is not None else shape
        super().__init__(type, [] if like is None else [like], [(sizes, dtype)], name)  # type: ignore[list-item]
        self.draw, self.fixed_shape, self.seed = draw, None if like is not None else shape, seed

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> list[autodiff.Tensor]:
        shape: Any = values[0].shape if values else self.fixed_shape
        numbers = self.draw(run.generator(self), shape)
        return [autodiff.as_tensor(np.asarray(numbers, self.outputs[0].dtype))]


def random_normal(
    shape: Any,
    mean: float = 0.0,
    stddev: float = 1.0,
    dtype: DTypeLike = float32,
    seed: int | None = None,
    name: str = "random_normal",
) -> Tensor:
    """Numbers from a normal distribution."""

    def draw(rng: np.random.Generator, sizes: tuple[int, ...]) -> Array:
        return rng.normal(mean, stddev, sizes)

    return Random("RandomNormal", draw, known(shape, name), as_dtype(dtype), seed, name).outputs[0]


def truncated_normal(
    shape: Any,
    mean: float = 0.0,
    stddev: float = 1.0,
    dtype: DTypeLike = float32,
    seed: int | None = None,
    name: str = "truncated_normal",
) -> Tensor:
    """Numbers from a normal distribution, drawn again while they are beyond two standard deviations."""

    def draw(rng: np.random.Generator, sizes: tuple[int, ...]) -> Array:
        z = np.asarray(rng.standard_normal(sizes))
        while (far := np.abs(z) > 2).any():
            z[far] = rng.standard_normal(int(far.sum()))
        return mean + stddev * z

    return Random("TruncatedNormal", draw, known(shape, name), as_dtype(dtype), seed, name).outputs[0]


def random_uniform(
    shape: Any,
    minval: float = 0.0,
    maxval: float = 1.0,
    dtype: DTypeLike = float32,
    seed: int | None = None,
    name: str = "random_uniform",
) -> Tensor:
    """Numbers from `minval` up to, but not including, `maxval`, all equally likely."""

    def draw(rng: np.random.Generator, sizes: tuple[int, ...]) -> Array:
        return rng.uniform(minval, maxval, sizes)

    return Random("RandomUniform", draw, known(shape, name), as_dtype(dtype), seed, name).outputs[0]


def uniform_like(x: Tensor, seed: int | None, name: str) -> Tensor:
    """Numbers from 0 up to 1 in the shape that x turns out to have."""

    def draw(rng: np.random.Generator, sizes: tuple[int, ...]) -> Array:
        return rng.random(sizes, np.float32)

    return Random("RandomUniform", draw, x, x.dtype, seed, name).outputs[0]
