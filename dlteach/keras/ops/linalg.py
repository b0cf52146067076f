"""Linear algebra: equations, inverses and factors of matrices. Only `norm` has a gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.ops.norms import norm
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.operation_classes import class_named
from dlteach.keras.ops.values import integers_as_float, without_gradient

__all__ = ["cholesky", "det", "eig", "eigh", "inv", "lstsq", "norm", "pinv", "qr", "slogdet", "solve", "svd"]


def _matrix(name: str, x: Any, square: bool = False) -> np.ndarray:
    x = integers_as_float(without_gradient(name, x))
    if x.ndim < 2:
        raise ValueError(f"Expected input to have rank >= 2. Received input with shape {x.shape}.")
    if square and x.shape[-1] != x.shape[-2]:
        raise ValueError(
            f"Expected a square matrix. Received non-square input with shape {x.shape} for ops.{name}"
        )
    return x


@operation
def cholesky(x: Any, upper: bool = False) -> Any:
    """The triangular L with `L Lᵀ = x`, for a symmetric positive definite matrix."""
    x = _matrix("cholesky", x, square=True)
    try:
        factor = np.linalg.cholesky(x)
    except np.linalg.LinAlgError as error:
        raise ValueError(f"Cholesky decomposition failed: {error}") from error
    return factor.swapaxes(-1, -2) if upper else factor


@operation
def det(x: Any) -> Any:
    """The determinant."""
    return np.linalg.det(_matrix("det", x, square=True))


@operation
def slogdet(x: Any) -> Any:
    """The sign of the determinant, and the logarithm of its size."""
    return tuple(np.linalg.slogdet(_matrix("slogdet", x, square=True)))


@operation
def logdet(x: Any) -> Any:
    """The logarithm of the determinant of a symmetric positive definite matrix."""
    return np.linalg.slogdet(_matrix("logdet", x, square=True))[1]


@operation
def eig(x: Any) -> Any:
    """The eigenvalues and eigenvectors."""
    return tuple(np.linalg.eig(_matrix("eig", x, square=True)))


@operation
def eigh(x: Any) -> Any:
    """The eigenvalues, rising, and the eigenvectors of a symmetric matrix."""
    return tuple(np.linalg.eigh(_matrix("eigh", x, square=True)))


@operation
def inv(x: Any) -> Any:
    """The inverse: `inv(x) x` is the identity."""
    return np.linalg.inv(_matrix("inv", x, square=True))


@operation
def pinv(x: Any, rcond: float | None = None, hermitian: bool = False) -> Any:
    """The pseudo-inverse, which every matrix has."""
    return np.linalg.pinv(_matrix("pinv", x), rcond, hermitian)


@operation
def qr(x: Any, mode: str = "reduced") -> Any:
    """A matrix of orthonormal columns and a triangular one whose product is `x`."""
    if mode not in ("reduced", "complete"):
        raise ValueError(
            "`mode` argument value not supported. Expected one of {'reduced', 'complete'}. "
            f"Received: mode={mode}"
        )
    return tuple(np.linalg.qr(_matrix("qr", x), mode))  # type: ignore[call-overload]


@operation
def solve(a: Any, b: Any) -> Any:
    """The x with `a x = b`.

    Examples
    --------
    >>> solve([[2.0, 0.0], [0.0, 4.0]], [2.0, 2.0])
    array([1. , 0.5], dtype=float32)
    """
    a, b = _matrix("solve", a, square=True), integers_as_float(without_gradient("solve", b))
    vector = b.ndim == a.ndim - 1
    if b.shape[-1 if vector else -2] != a.shape[-1]:
        raise ValueError(f"Incompatible shapes between `a` {a.shape} and `b` {b.shape}")
    out = np.linalg.solve(a, b[..., None] if vector else b)
    return out[..., 0] if vector else out


@operation
def lstsq(a: Any, b: Any, rcond: float | None = None) -> Any:
    """The x for which `a x` comes nearest to `b`."""
    a, b = _matrix("lstsq", a), integers_as_float(without_gradient("lstsq", b))
    return np.linalg.lstsq(a, b, rcond)[0]


@operation
def svd(x: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    """The singular values, largest first, between the two orthogonal matrices that go with them."""
    settings: Any = (full_matrices, compute_uv)
    out = np.linalg.svd(_matrix("svd", x), *settings)
    return tuple(out) if compute_uv else out


def __getattr__(name: str) -> type:
    return class_named(name, globals())
