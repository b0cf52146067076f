"""DTypePolicyMap: another policy for each layer of a model, by the path of the layer."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import Any

from dlteach.keras.dtype_policies.dtype_policy import DTypePolicy
from dlteach.keras.dtype_policies.lookup import get


class DTypePolicyMap(DTypePolicy, MutableMapping[str, DTypePolicy]):
    """Policies by the paths of layers; a key may be a regular expression.

    Parameters
    ----------
    default_policy : str or DTypePolicy, optional
        For paths that no key matches. Default: the global policy.
    policy_map : dict, optional
        The policies.

    Raises
    ------
    ValueError
        If the default is itself a map, or two keys match one path.

    Examples
    --------
    >>> policies = DTypePolicyMap("float32")
    >>> policies["encoder/.*"] = "float16"
    >>> policies["encoder/dense"].name, policies["decoder"].name
    ('float16', 'float32')
    """

    def __init__(self, default_policy: Any = None, policy_map: dict[str, DTypePolicy] | None = None) -> None:
        if isinstance(default_policy, DTypePolicyMap):
            raise ValueError("`default_policy` cannot be a `DTypePolicyMap`.")
        if policy_map is not None and not isinstance(policy_map, dict):
            raise TypeError(
                "If specified, `policy_map` must be a dict. "
                f"Received: policy_map={policy_map} of type {type(policy_map)}"
            )
        self._default_policy_arg = default_policy
        self._default_policy = get(default_policy)
        self._policy_map = policy_map or {}

    @property
    def name(self) -> str:
        return f"map_{self.default_policy.name}"

    @property
    def default_policy(self) -> DTypePolicy:
        return self._default_policy

    @property
    def variable_dtype(self) -> str:
        return self.default_policy.variable_dtype

    @property
    def compute_dtype(self) -> str:
        return self.default_policy.compute_dtype

    def __getitem__(self, key: str) -> DTypePolicy:
        if key in self._policy_map:
            return self._policy_map[key]
        matching = [pattern for pattern in self._policy_map if re.fullmatch(pattern, key)]
        if len(matching) > 1:
            raise ValueError(
                f"Path '{key}' matches multiple dtype policy specification keys: {matching}. Please make "
                "sure each path only matches at most one dtype policy specification key in the "
                "DTypePolicyMap."
            )
        return self._policy_map[matching[0]] if matching else self.default_policy

    def __setitem__(self, key: str, policy: Any) -> None:
        if key in self._policy_map:
            raise ValueError(
                f"{key} already exist in the DTypePolicyMap with value {self._policy_map[key]}. "
                "Please make sure to not use duplicated keys."
            )
        try:
            self._policy_map[key] = get(policy)
        except Exception as error:
            raise ValueError(
                "Cannot interpret the assigned value by `keras.dtype_policies.get`. "
                f"Received: {policy} of type {type(policy)}"
            ) from error

    def __delitem__(self, key: str) -> None:
        del self._policy_map[key]

    def __contains__(self, key: object) -> bool:
        return key in self._policy_map

    def __len__(self) -> int:
        return len(self._policy_map)

    def __iter__(self) -> Iterator[str]:
        return iter(self._policy_map)

    def get_config(self) -> dict[str, Any]:
        from dlteach.keras.saving import serialization_lib

        return {
            "default_policy": self._default_policy_arg,
            "policy_map": serialization_lib.serialize_keras_object(self._policy_map),
        }

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> DTypePolicyMap:
        from dlteach.keras.saving import serialization_lib

        policy_map = serialization_lib.deserialize_keras_object(
            config["policy_map"], custom_objects=custom_objects
        )
        return cls(config["default_policy"], policy_map)

    def __repr__(self) -> str:
        mapping = [(key, policy.name) for key, policy in self._policy_map.items()]
        return (
            f"<DTypePolicyMap at {hex(id(self))} "
            f"default_policy={self.default_policy.name}, mapping={mapping}>"
        )

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.name == other.name

    __hash__ = None  # type: ignore[assignment]
