"""Fourier transforms: against NumPy, SciPy, and what brings a signal back."""

import numpy as np
import pytest
from scipy import signal

from dlteach.keras import KerasTensor, ops

RNG = np.random.default_rng(3)
SIGNAL = RNG.normal(size=(2, 64)).astype(np.float32)
PARTS = RNG.normal(size=(2, 4, 6)), RNG.normal(size=(2, 4, 6))


@pytest.mark.parametrize("name", ["fft", "fft2", "ifft2"])
def test_a_transform_is_numpys(name):
    expected = getattr(np.fft, name)(PARTS[0] + 1j * PARTS[1])
    real, imag = getattr(ops, name)(PARTS)
    np.testing.assert_allclose(real + 1j * imag, expected, atol=1e-12)


@pytest.mark.parametrize("length", [None, 32, 100])
def test_a_transform_of_real_numbers_is_numpys(length):
    real, imag = ops.rfft(SIGNAL, length)
    np.testing.assert_allclose(real + 1j * imag, np.fft.rfft(SIGNAL, length), rtol=1e-5, atol=1e-5)
    assert real.dtype == imag.dtype == np.float32


def test_the_inverse_brings_real_numbers_back():
    np.testing.assert_allclose(ops.irfft(ops.rfft(SIGNAL)), SIGNAL, atol=1e-6)


@pytest.mark.parametrize("window", ["hann", "hamming", None, np.linspace(0.5, 1, 16)])
def test_short_transforms_are_scipys(window):
    weights = np.ones(16) if window is None else window
    if isinstance(window, str):
        weights = signal.get_window(window, 16)
    expected = signal.ShortTimeFFT(weights, hop=4, fs=1, phase_shift=None).stft(
        SIGNAL.astype(float), p0=2, p1=15
    )
    real, imag = ops.stft(SIGNAL, 16, 4, 16, window, center=False)
    np.testing.assert_allclose(np.swapaxes(real + 1j * imag, 1, 2), expected, atol=1e-4)


@pytest.mark.parametrize("center", [True, False])
def test_short_transforms_can_be_undone(center):
    parts = ops.stft(SIGNAL, 16, 4, 20, "hamming", center)
    again = ops.istft(parts, 16, 4, 20, window="hamming", center=center)
    inner = slice(8, 48)  # at the ends fewer pieces overlap
    np.testing.assert_allclose(again[:, inner], SIGNAL[:, inner], atol=1e-5)


@pytest.mark.parametrize("center", [True, False])
def test_symbolic_shapes_are_the_real_ones(center):
    real, _ = ops.stft(SIGNAL, 16, 4, 20, center=center)
    symbol, _ = ops.stft(KerasTensor((None, 64)), 16, 4, 20, center=center)
    assert symbol.shape == (None, *real.shape[1:])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ops.fft(SIGNAL), "tuple of two tensors"),
        (lambda: ops.fft((SIGNAL, SIGNAL[0])), "same shape"),
        (lambda: ops.fft((SIGNAL.astype(int), SIGNAL)), "float type"),
        (lambda: ops.fft2((SIGNAL[0], SIGNAL[0])), "rank >= 2"),
        (lambda: ops.stft(SIGNAL, 16, 0, 16), "positive integer"),
        (lambda: ops.stft(SIGNAL, 16, 4, 8), "fft_length"),
        (lambda: ops.stft(SIGNAL, 16, 4, 16, "box"), "hamming"),
        (lambda: ops.stft(SIGNAL, 16, 4, 16, np.ones(3)), "shape of `window`"),
    ],
)
def test_wrong_arguments_are_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
