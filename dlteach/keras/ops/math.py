"""The mathematical operations beyond NumPy: the door to the files beside this one."""

from __future__ import annotations

from dlteach.keras.ops.complex_numbers import view_as_complex, view_as_real
from dlteach.keras.ops.exponents import erf, erfc, erfinv, rsqrt
from dlteach.keras.ops.fourier import fft, fft2, ifft2, irfft, rfft
from dlteach.keras.ops.linalg import logdet
from dlteach.keras.ops.norms import cdist
from dlteach.keras.ops.operation_classes import class_named
from dlteach.keras.ops.reductions import logsumexp
from dlteach.keras.ops.segments import segment_max, segment_min, segment_prod, segment_sum
from dlteach.keras.ops.short_time_fourier import extract_sequences, istft, stft
from dlteach.keras.ops.sorting import in_top_k, top_k

__all__ = [
    "cdist",
    "erf",
    "erfc",
    "erfinv",
    "extract_sequences",
    "fft",
    "fft2",
    "ifft2",
    "in_top_k",
    "irfft",
    "istft",
    "logdet",
    "logsumexp",
    "rfft",
    "rsqrt",
    "segment_max",
    "segment_min",
    "segment_prod",
    "segment_sum",
    "stft",
    "top_k",
    "view_as_complex",
    "view_as_real",
]


def __getattr__(name: str) -> type:
    return class_named(name, globals())
