"""Where the kernel of a convolution lies on the images: checked, with one number for each axis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from dlteach.functions._windows import (
    IntOrInts,
    Margins,
    Sizes,
    as_sizes,
    check_padding,
    margins,
    one_or_more,
    window_count,
)


def placement(
    function: str,
    x_shape: Sequence[int | None],
    kernel_shape: Sequence[int],
    strides: IntOrInts,
    padding: str,
    dilation: IntOrInts,
) -> Placement:
    """A `Placement`, made once for all steps of a training."""
    shapes = tuple(x_shape), tuple(kernel_shape)
    return _placement(function, *shapes, one_or_more(strides), padding, one_or_more(dilation))


class Placement:
    """The geometry of one convolution; a size of x that is None stays None."""

    def __init__(
        self,
        function: str,
        x_shape: tuple[int | None, ...],
        kernel_shape: tuple[int, ...],
        strides: IntOrInts,
        padding: str,
        dilation: IntOrInts,
    ) -> None:
        self._function, self._kernel_shape = function, kernel_shape
        self.x_shape: tuple[Any, ...] = x_shape
        axes = len(kernel_shape) - 2
        self._check_axes(axes)
        self.strides = as_sizes(strides, f"{function}: strides", axes)
        self.dilation = as_sizes(dilation, f"{function}: dilation", axes)
        check_padding(function, padding)
        self.groups = self._count_groups()
        self.margins: list[Margins] = []
        counts = []
        for size, k, s, d in zip(self.x_shape[1:-1], self._kernel_shape, self.strides, self.dilation):
            reach = d * (k - 1) + 1
            counts.append(None if size is None else window_count(size, reach, s, padding))
            self.margins.append((0, 0) if size is None else margins(size, reach, s, padding))
        self.output_shape: tuple[Any, ...] = (self.x_shape[0], *counts, self._kernel_shape[-1])
        if any(count is not None and count < 1 for count in counts):
            raise ValueError(
                f"{function}: the kernel {self._kernel_shape[:-2]} with dilation {self.dilation} is larger "
                f'than the image {self.x_shape[1:-1]}; use padding="same" or a smaller kernel'
            )

    @property
    def margins_of_output(self) -> list[Margins]:
        """The zeros around the output with which the turned kernel, in steps of 1, covers x again."""
        reach = [d * (k - 1) for k, d in zip(self._kernel_shape, self.dilation)]
        return [(r - before, r - after) for r, (before, after) in zip(reach, self.margins)]

    @property
    def counts(self) -> Sizes:
        """How many places there are along each axis."""
        return self.output_shape[1:-1]

    def check_output(self, grad: np.ndarray) -> None:
        """Refuse a gradient that is not of the output's shape."""
        if grad.shape != self.output_shape:
            raise ValueError(
                f"{self._function}: expected grad_output of shape {self.output_shape}, that of the output, "
                f"got {grad.shape}"
            )

    def _check_axes(self, axes: int) -> None:
        if axes < 1 or len(self.x_shape) != axes + 2:
            raise ValueError(
                f"{self._function}: expected x of shape (n, …, c) and kernel of shape (…, c, f) with as many "
                f"axes between, got {self.x_shape} and {self._kernel_shape}"
            )

    def _count_groups(self) -> int:
        channels, (kernel_channels, filters) = self.x_shape[-1], self._kernel_shape[-2:]
        if channels is None:
            return 1
        if kernel_channels == 0 or channels % kernel_channels or channels == 0:
            raise ValueError(
                f"{self._function}: expected a kernel for {channels} channels, got one for "
                f"{kernel_channels}: x has shape {self.x_shape} and the kernel {self._kernel_shape}"
            )
        groups = channels // kernel_channels
        if filters % groups:
            raise ValueError(
                f"{self._function}: expected filters in {groups} groups of one size, because the kernel has "
                f"{kernel_channels} of {channels} channels, got {filters} filters"
            )
        return groups


_placement = lru_cache(maxsize=256, typed=True)(Placement)
