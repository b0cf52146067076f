"""Convolution along any number of axes, forward and back, as products of matrices."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_floats
from dlteach.functions._columns import (
    Columns,
    at_place,
    image_of,
    in_one_piece,
    rows_of,
    steps,
    without_margins,
)
from dlteach.functions._placement import placement
from dlteach.functions._windows import IntOrInts, Margins, Sizes

Gradients = tuple[Any, Any, Any]


class Convolution:
    """One convolution, as `conv2d` explains it: `forward`, and after it `backward` for the gradients.

    It keeps the windows of x from the one to the other, because both multiply by them, and all its arrays for
    the next time: `forward` once more computes with the numbers that x and kernel hold then.

    Parameters
    ----------
    x : array_like, shape (n, s₀, …, c)
    kernel : array_like, shape (k₀, …, c, f)
    bias : array_like, shape (f,), optional
    strides, padding, dilation
        As for `conv2d`.
    relu : bool, default False
        Whether negative numbers become 0, as in `relu`, while they are at hand.

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> volumes = Convolution(np.ones((1, 3, 3, 3, 1)), np.ones((2, 2, 2, 1, 5)))
    >>> volumes.forward().shape
    (1, 2, 2, 2, 5)
    >>> [gradient.shape for gradient in volumes.backward(np.ones((1, 2, 2, 2, 5)))]
    [(1, 3, 3, 3, 1), (2, 2, 2, 1, 5), (5,)]
    """

    def __init__(
        self,
        x: ArrayLike,
        kernel: ArrayLike,
        bias: ArrayLike | None = None,
        *,
        strides: IntOrInts = 1,
        padding: str = "valid",
        dilation: IntOrInts = 1,
        relu: bool = False,
    ) -> None:
        x, kernel, b = as_floats("convolution", x=x, kernel=kernel, bias=0 if bias is None else bias)
        self._place = placement("convolution", x.shape, kernel.shape, strides, padding, dilation)
        if bias is not None and b.shape != kernel.shape[-1:]:
            raise ValueError(
                f"convolution: expected one bias for each of {kernel.shape[-1]} filters, got shape {b.shape}"
            )
        self._x, self._kernel, self._bias, self._relu = x, kernel, None if bias is None else b, relu
        self._groups: list[Convolution] = []
        if self._place.groups > 1:
            parts = [np.split(array, self._place.groups, axis=-1) for array in (x, kernel)]
            biases = [None] * self._place.groups if bias is None else np.split(b, self._place.groups)
            how: Any = {"strides": strides, "padding": padding, "dilation": dilation, "relu": relu}
            self._groups = [Convolution(*part, **how) for part in zip(*parts, biases)]
        n, *counts, filters = self._place.output_shape
        self._out = np.empty((counts[0], filters, *counts[1:], n), x.dtype)
        self._columns: Columns | None = None
        self._turned_columns: Columns | None = None

    def forward(self) -> np.ndarray:
        """The output, (n, o₀, …, f), of the numbers that x and kernel hold now: always the same array.

        One product for each step along o₀: (f, k₀·…·c) @ (k₀·…·c, o₁·…·n).
        """
        output = image_of(self._out)
        if self._groups:
            return np.concatenate([group.forward() for group in self._groups], axis=-1, out=output)
        rows = rows_of(self._x)
        if self._columns is None:
            self._columns = self._columns_for(rows.shape, self._place.margins, self._place.counts)
        self._windows = self._columns.of(rows)
        out = self._out.reshape(*self._out.shape[:2], -1)
        np.matmul(self._kernel.reshape(-1, out.shape[1]).T, self._windows, out=out)
        if self._bias is not None:
            out += self._bias[:, None]
        if self._relu:  # NumPy compares two arrays four times as fast as an array with a number
            np.maximum(out, np.zeros(out.shape[2], out.dtype), out=out)
        return output

    def backward(
        self,
        grad_output: ArrayLike,
        *,
        with_x: bool = True,
        with_kernel: bool = True,
        out: tuple[np.ndarray | None, np.ndarray | None] = (None, None),
    ) -> Gradients:
        """∂J/∂x, ∂J/∂kernel and ∂J/∂bias from ∂J/∂output; None for those that nobody needs.

        The gradients of kernel and bias are written into the arrays `out`, where there are some.
        """
        grad = as_float(grad_output, "convolution: grad_output")
        self._place.check_output(grad)
        if self._groups:
            return self._backward_by_groups(grad, with_x, with_kernel)
        rows = rows_of(grad)
        if self._relu:
            rows = np.multiply(rows, self._out > 0, out=np.empty(rows.shape, rows.dtype))
        rows = in_one_piece(rows)
        arrived = rows.reshape(*rows.shape[:2], -1)
        grad_kernel, kernel_room, bias_room = None, *out
        if with_kernel:
            products = np.matmul(self._windows, arrived.transpose(0, 2, 1))
            products = products.reshape(len(products), *self._kernel.shape)
            grad_kernel = np.add.reduce(products, axis=0, out=kernel_room)
        # Sums as a product with ones: half the time of a sum along two axes.
        sums = np.matmul(arrived, np.ones(arrived.shape[2], arrived.dtype))
        grad_x = self._back_to_x(rows) if with_x else None
        return grad_x, grad_kernel, np.add.reduce(sums, axis=0, out=bias_room)

    def _backward_by_groups(self, grad: np.ndarray, with_x: bool, with_kernel: bool) -> Gradients:
        parts = zip(self._groups, np.split(grad, len(self._groups), axis=-1))
        shares = [group.backward(part, with_x=with_x, with_kernel=with_kernel) for group, part in parts]
        x, kernel, bias = (
            None if same[0] is None else np.concatenate(same, axis=-1) for same in zip(*shares)
        )
        return x, kernel, bias

    def _back_to_x(self, rows: np.ndarray) -> np.ndarray:
        place = self._place
        if max(place.strides) > 1:
            return self._scattered(rows)
        # With steps of 1 this is a convolution, too, with the kernel turned round: that takes fewer passes.
        n, *counts, channels = place.x_shape
        if self._turned_columns is None:
            self._turned_columns = self._columns_for(rows.shape, place.margins_of_output, tuple(counts))
        turned = self._kernel[(slice(None, None, -1),) * (self._kernel.ndim - 2)].swapaxes(-1, -2)
        share = np.matmul(turned.reshape(-1, channels).T, self._turned_columns.of(rows))
        return image_of(share.reshape(counts[0], channels, *counts[1:], n))

    def _columns_for(self, shape: Sizes, margins: list[Margins], counts: Sizes) -> Columns:
        place = self._place
        window = self._kernel.shape[:-2]
        return Columns(shape, self._x.dtype, margins, window, counts, place.strides, place.dilation)

    def _scattered(self, rows: np.ndarray) -> np.ndarray:
        """What arrives goes back to every entry of the window, by the weight that the entry had."""
        place, counts = self._place, self._place.counts
        *window, channels, filters = self._kernel.shape
        arrived = rows.reshape(*rows.shape[:2], -1)
        share = np.empty((counts[0], math.prod(window[1:]) * channels, arrived.shape[2]), rows.dtype)
        by_place = share.reshape(counts[0], *window[1:], channels, *counts[1:], rows.shape[-1])
        n, *sizes, _ = place.x_shape
        padded = [before + size + after for size, (before, after) in zip(sizes, place.margins)]
        total = np.zeros((padded[0], channels, *padded[1:], n), rows.dtype)
        for k, weights in enumerate(self._kernel.reshape(window[0], -1, filters)):
            np.matmul(weights, arrived, out=share)
            reached = total[steps(k, counts[0], place.strides[0], place.dilation[0])]
            for at in product(*map(range, window[1:])):
                entries = at_place(at, counts[1:], place.strides[1:], place.dilation[1:])
                there: Any = (slice(None), *at)
                reached[entries] += by_place[there]
        return image_of(without_margins(total, place.margins))
