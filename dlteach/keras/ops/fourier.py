"""Fourier transforms, of numbers given as a pair of real and imaginary parts. None has a gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import convert_to_tensor, is_float_dtype
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import without_gradient

Parts = tuple[Any, Any]


def _same_shape_spec(rank: int) -> Callable[[Parts], Parts]:
    def spec(x: Parts) -> Parts:
        real, imag = check_parts(x, rank)
        if None in real.shape[len(real.shape) - rank :]:
            which = "last dimension" if rank == 1 else "(-2, -1) axes"
            raise ValueError(
                f"Input should have its {which} fully-defined. Received: input.shape = {real.shape}"
            )
        return KerasTensor(real.shape, real.dtype), KerasTensor(imag.shape, imag.dtype)

    return spec


@operation(output_spec=_same_shape_spec(1))
def fft(x: Parts) -> Parts:
    r"""The Fourier transform along the last axis, :math:`X_k = \sum_n x_n e^{-2πi kn/N}`.

    Parameters
    ----------
    x : pair of array_like
        The real and the imaginary parts, floats of the same shape.

    Returns
    -------
    pair of ndarray
        The real and the imaginary parts, of the same shape.

    Examples
    --------
    >>> fft(([1.0, 2.0], [0.0, 1.0]))
    (array([ 3., -1.], dtype=float32), array([ 1., -1.], dtype=float32))
    """
    return _transformed("fft", np.fft.fft, x)


@operation(output_spec=_same_shape_spec(2))
def fft2(x: Parts) -> Parts:
    """The Fourier transform along the last two axes; see `fft`."""
    return _transformed("fft2", np.fft.fft2, x, rank=2)


@operation(output_spec=_same_shape_spec(2))
def ifft2(x: Parts) -> Parts:
    """What `fft2` transformed."""
    return _transformed("ifft2", np.fft.ifft2, x, rank=2)


def _rfft_spec(x: Any, fft_length: int | None = None) -> Parts:
    size = check_rank(x, 1)[-1] if fft_length is None else fft_length
    shape = (*x.shape[:-1], None if size is None else size // 2 + 1)
    return KerasTensor(shape, x.dtype), KerasTensor(shape, x.dtype)


@operation(output_spec=_rfft_spec)
def rfft(x: Any, fft_length: int | None = None) -> Parts:
    """The Fourier transform of real numbers: its first `fft_length // 2 + 1` terms, the others mirror them.

    Parameters
    ----------
    x : array_like, shape (..., n)
    fft_length : int, optional
        `x` is cut or padded with zeros to this length; by default it stays.

    Examples
    --------
    >>> rfft([0.0, 1.0, 2.0, 3.0])
    (array([ 6., -2., -2.], dtype=float32), array([0., 2., 0.], dtype=float32))
    """
    x = without_gradient("rfft", x)
    check_rank(x, 1)
    return _parts(np.fft.rfft(x, fft_length), x.dtype)


def _irfft_spec(x: Parts, fft_length: int | None = None) -> Any:
    real, _ = check_parts(x, 1)
    if fft_length is None and real.shape[-1] is not None:
        fft_length = 2 * (real.shape[-1] - 1)
    return KerasTensor((*real.shape[:-1], fft_length), real.dtype)


@operation(output_spec=_irfft_spec)
def irfft(x: Parts, fft_length: int | None = None) -> Any:
    """What `rfft` transformed; the length must be given if it is odd.

    Examples
    --------
    >>> irfft(rfft([0.0, 1.0, 2.0, 3.0]))
    array([0., 1., 2., 3.], dtype=float32)
    """
    values = complex_numbers("irfft", x)
    return np.fft.irfft(values, fft_length).astype(_real_type(values))


def _transformed(name: str, transform: Callable[[Any], Any], x: Parts, rank: int = 1) -> Parts:
    values = complex_numbers(name, x, rank)
    return _parts(transform(values), _real_type(values))


def _parts(values: Any, dtype: Any) -> Parts:
    return values.real.astype(dtype), values.imag.astype(dtype)


def _real_type(values: Any) -> Any:
    return values.real.dtype


def complex_numbers(name: str, x: Parts, rank: int = 1) -> np.ndarray:
    """One complex array of its two parts."""
    if not isinstance(x, (tuple, list)) or len(x) != 2:
        check_parts(x, rank)
    real, imag = check_parts(tuple(without_gradient(name, part) for part in x), rank)
    if not (is_float_dtype(real.dtype) and is_float_dtype(imag.dtype)):
        raise ValueError(f"{name}: expected parts of a float type, got {real.dtype} and {imag.dtype}")
    return real + 1j * imag


def check_parts(x: Any, rank: int) -> Parts:
    """The real and imaginary parts.

    Raises
    ------
    ValueError
        If they are not two, of the same shape with at least `rank` axes.
    """
    if not isinstance(x, (tuple, list)) or len(x) != 2:
        raise ValueError(f"Input `x` should be a tuple of two tensors - real and imaginary. Received: x={x}")
    real, imag = (part if isinstance(part, KerasTensor) else convert_to_tensor(part) for part in x)
    if real.shape != imag.shape:
        raise ValueError(
            "Input `x` should be a tuple of two tensors - real and imaginary. Both the real and imaginary "
            "parts should have the same shape. "
            f"Received: x[0].shape = {real.shape}, x[1].shape = {imag.shape}"
        )
    check_rank(real, rank)
    return real, imag


def check_rank(x: Any, rank: int) -> tuple[Any, ...]:
    """The shape, if it has at least so many axes."""
    if len(x.shape) < rank:
        raise ValueError(f"Input should have rank >= {rank}. Received: input.shape = {x.shape}")
    return tuple(x.shape)
