"""Fourier transforms of short pieces of a signal, as spectrograms are made of. None has a gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.ops.fourier import Parts, check_parts, check_rank, complex_numbers, irfft, rfft
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import without_gradient

# What the cosine windows start at.
_WINDOWS = {"hann": 0.5, "hamming": 0.54}


def _sequences_spec(x: Any, sequence_length: int, sequence_stride: int) -> KerasTensor:
    size = check_rank(x, 1)[-1]
    count = None if size is None else 1 + (size - sequence_length) // sequence_stride
    return KerasTensor((*x.shape[:-1], count, sequence_length), x.dtype)


@operation(output_spec=_sequences_spec)
def extract_sequences(x: Any, sequence_length: int, sequence_stride: int) -> Any:
    """The pieces of the last axis that a sliding window sees.

    Parameters
    ----------
    x : array_like, shape (..., n)
    sequence_length, sequence_stride : int
        How long the window is, and how far it moves each time.

    Returns
    -------
    ndarray, shape (..., 1 + (n - sequence_length) // sequence_stride, sequence_length)

    Examples
    --------
    >>> extract_sequences([1, 2, 3, 4, 5, 6], 3, 2)
    array([[1, 2, 3],
           [3, 4, 5]], dtype=int32)
    """
    x = without_gradient("extract_sequences", x)
    check_rank(x, 1)
    windows = np.lib.stride_tricks.sliding_window_view(x, sequence_length, axis=-1)
    return windows[..., ::sequence_stride, :].copy()


def _stft_spec(
    x: Any,
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    window: Any = "hann",
    center: bool = True,
) -> Parts:
    _check_stride(sequence_stride)
    size = x.shape[-1]
    if size is not None:
        size = 1 + (size + 2 * (fft_length // 2) * center - fft_length) // sequence_stride
    shape = (*x.shape[:-1], size, fft_length // 2 + 1)
    return KerasTensor(shape, x.dtype), KerasTensor(shape, x.dtype)


@operation(output_spec=_stft_spec)
def stft(
    x: Any,
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    window: Any = "hann",
    center: bool = True,
) -> Parts:
    """The Fourier transforms of short, overlapping pieces of a signal.

    Parameters
    ----------
    x : array_like of float32 or float64, shape (..., n)
    sequence_length, sequence_stride : int
        How long a piece is, and how far the next one is from it.
    fft_length : int
        Each piece is padded with zeros to this length.
    window : {"hann", "hamming"}, array_like of shape (sequence_length,) or None, default "hann"
        What each piece is multiplied by.
    center : bool, default True
        Whether the signal is mirrored at its ends, so that the pieces' middles, not their starts, lie
        `sequence_stride` apart from 0 on.

    Returns
    -------
    pair of ndarray, shape (..., pieces, fft_length // 2 + 1)
        The real and the imaginary parts.

    Examples
    --------
    >>> real, imag = stft([0.0, 1.0, 2.0, 3.0, 4.0], 3, 2, 3)
    >>> real
    array([[ 0.75 , -0.375],
           [ 3.75 , -1.875],
           [ 5.25 , -2.625]], dtype=float32)
    """
    _check_stride(sequence_stride)
    x = without_gradient("stft", x)
    if x.dtype not in (np.float32, np.float64):
        raise TypeError(
            f"Invalid input type. Expected `float32` or `float64`. Received: input type={x.dtype}"
        )
    window = _window(window, sequence_length, fft_length, x.dtype)
    if center:
        x = np.pad(x, [(0, 0)] * (x.ndim - 1) + [(fft_length // 2, fft_length // 2)], mode="reflect")
    return rfft(window * extract_sequences(x, fft_length, sequence_stride))


def _istft_spec(
    x: Parts,
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    length: int | None = None,
    window: Any = "hann",
    center: bool = True,
) -> KerasTensor:
    _check_stride(sequence_stride)
    real, _ = check_parts(x, 2)
    if length is None and real.shape[-2] is not None:
        length = (real.shape[-2] - 1) * sequence_stride + fft_length - 2 * (fft_length // 2) * center
    return KerasTensor((*real.shape[:-2], length), real.dtype)


@operation(output_spec=_istft_spec)
def istft(
    x: Parts,
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    length: int | None = None,
    window: Any = "hann",
    center: bool = True,
) -> Any:
    """The signal that `stft` transformed, from overlapping pieces; the arguments are the same.

    Parameters
    ----------
    length : int, optional
        How much of the signal is wanted; all of it by default.

    Examples
    --------
    >>> istft(stft([0.0, 1.0, 2.0, 3.0, 4.0], 1, 1, 1), 1, 1, 1)
    array([0., 1., 2., 3., 4.], dtype=float32)
    """
    _check_stride(sequence_stride)
    values = complex_numbers("istft", x, 2)
    weights = _window(window, sequence_length, fft_length, values.real.dtype)
    signal = _overlapped(irfft(x, fft_length) * weights, sequence_stride)
    if window is not None:
        overlaps = _overlapped(
            np.broadcast_to(weights**2, (*values.shape[-2:-1], fft_length)), sequence_stride
        )
        signal = np.divide(signal, overlaps, out=signal, where=overlaps > 1e-10)
    start = fft_length // 2 if center else 0
    end = signal.shape[-1] - start if length is None else start + length
    return signal[..., start:end]


def _overlapped(pieces: Any, stride: int) -> np.ndarray:
    """The sum of pieces that begin `stride` apart."""
    count, length = pieces.shape[-2:]
    out = np.zeros((*pieces.shape[:-2], stride * (count - 1) + length), pieces.dtype)
    for i in range(count):
        out[..., stride * i : stride * i + length] += pieces[..., i, :]
    return out


def _window(window: Any, sequence_length: int, fft_length: int, dtype: Any) -> np.ndarray:
    """The factors of a piece, in the middle of zeros up to the length that is transformed."""
    if fft_length < sequence_length:
        raise ValueError(
            "`fft_length` must equal or larger than `sequence_length`. "
            f"Received: sequence_length={sequence_length}, fft_length={fft_length}"
        )
    if window is None:
        return np.ones(fft_length, dtype)
    if isinstance(window, str):
        window = _cosine_window(window, sequence_length)
    window = np.asarray(without_gradient("stft", window), dtype)
    if window.shape != (sequence_length,):
        raise ValueError(
            f"The shape of `window` must be equal to [sequence_length]. Received: window shape={window.shape}"
        )
    before = (fft_length - sequence_length) // 2
    return np.pad(window, (before, fft_length - sequence_length - before))


def _cosine_window(name: str, length: int) -> np.ndarray:
    if name not in _WINDOWS:
        raise ValueError(
            'If a string is passed to `window`, it must be one of `"hann"`, `"hamming"`. '
            f"Received: window={name}"
        )
    if length == 1:
        return np.ones(1)
    share = _WINDOWS[name]
    return share - (1 - share) * np.cos(2 * np.pi * np.arange(length) / length)


def _check_stride(stride: Any) -> None:
    if not isinstance(stride, int) or stride <= 0:
        raise ValueError(f"`sequence_stride` must be a positive integer. Received: sequence_stride={stride}")
