"""Policies: in which type a layer computes, and in which it keeps its weights."""

from dlteach.keras.dtype_policies.dtype_policy import DTypePolicy, FloatDTypePolicy
from dlteach.keras.dtype_policies.dtype_policy_map import DTypePolicyMap
from dlteach.keras.dtype_policies.lookup import deserialize, get, serialize

__all__ = ["DTypePolicy", "DTypePolicyMap", "FloatDTypePolicy", "deserialize", "get", "serialize"]
