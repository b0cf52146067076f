"""DTypePolicy: in which type a layer computes, and in which it keeps its weights."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend
from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute

_MIXED = {"mixed_float16": ("float16", "float32"), "mixed_bfloat16": ("bfloat16", "float32")}


class DTypePolicy:
    """The types of a layer.

    Parameters
    ----------
    name : str, optional
        A type, "float32" for example, for everything; or "mixed_float16": computing in float16, with weights
        in float32. Default: the global policy.

    Attributes
    ----------
    compute_dtype : str
        The type of what the layer computes.
    variable_dtype : str
        The type of its weights.

    Raises
    ------
    ValueError
        If there is no such policy.

    Examples
    --------
    >>> policy = DTypePolicy("mixed_float16")
    >>> policy.compute_dtype, policy.variable_dtype
    ('float16', 'float32')
    """

    quantization_mode = None

    def __init__(self, name: str | None = None) -> None:
        if name is None:
            name = dtype_policy().name
        self._name = name
        self._compute_dtype, self._variable_dtype = self._parse_name(name)

    def _parse_name(self, name: Any) -> tuple[str, str]:
        if not isinstance(name, str):
            raise TypeError(
                "'name' must be a string, such as 'mixed_float16'. "
                f"Received: name={name} (of type {type(name)})"
            )
        if name in _MIXED:
            return _MIXED[name]
        try:
            dtype = backend.standardize_dtype(name)
        except ValueError:
            raise ValueError(
                f"Cannot convert '{name}' to a mixed precision DTypePolicy. Valid policies include "
                "'mixed_float16', 'mixed_bfloat16', and the name of any float dtype such as 'float32'."
            ) from None
        return dtype, dtype

    @property
    def name(self) -> str:
        return self._name

    @property
    def compute_dtype(self) -> str:
        return self._compute_dtype

    @property
    def variable_dtype(self) -> str:
        return self._variable_dtype

    def convert_input(self, x: Any, autocast: bool, dtype: Any) -> Any:
        """An argument of a layer as a value of the type: floats are cast if `autocast`, other types stay."""
        if not (backend.is_tensor(x) or backend.is_keras_tensor(x)):
            if not hasattr(x, "__array__"):
                return x
            x = backend.convert_to_tensor(x)
        dtype = backend.standardize_dtype(dtype)
        if autocast and x.dtype != dtype and backend.is_float_dtype(x.dtype):
            return backend.cast(x, dtype)
        return x

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> DTypePolicy:
        return cls(**config)

    def __repr__(self) -> str:
        return f'<DTypePolicy "{self._name}">'

    def __eq__(self, other: object) -> bool:
        return type(other) in _SAME and type(self) in _SAME and self._name == other._name  # type: ignore[attr-defined]

    __hash__ = None  # type: ignore[assignment]


class FloatDTypePolicy(DTypePolicy):
    """Another name of `DTypePolicy`."""


_SAME = (DTypePolicy, FloatDTypePolicy)


def set_dtype_policy(policy: str | DTypePolicy) -> None:
    """Set the policy of layers that are given none.

    Parameters
    ----------
    policy : str or DTypePolicy

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> set_dtype_policy("mixed_float16")
    >>> dtype_policy()
    <DTypePolicy "mixed_float16">
    >>> set_dtype_policy("float32")
    """
    if isinstance(policy, str):
        policy = DTypePolicy(policy)
    if not isinstance(policy, DTypePolicy):
        raise ValueError(
            "Invalid `policy` argument. Expected the string name of a policy (such as 'mixed_float16') or a "
            f"`DTypePolicy` instance. Received: policy={policy} (of type {type(policy)})"
        )
    set_global_attribute("dtype_policy", policy)


def dtype_policy() -> DTypePolicy:
    """The policy of layers that are given none: `floatx()` unless `set_dtype_policy` set another.

    Examples
    --------
    >>> dtype_policy()
    <DTypePolicy "float32">
    """
    policy = get_global_attribute("dtype_policy")
    if policy is None:
        policy = DTypePolicy(backend.floatx())
        set_dtype_policy(policy)
    return policy
