import numpy as np
import pytest

from dlteach.keras import backend, config, dtype_policies
from dlteach.keras.dtype_policies import DTypePolicy, DTypePolicyMap, FloatDTypePolicy


def test_a_mixed_policy_computes_in_float16_and_keeps_float32():
    policy = DTypePolicy("mixed_float16")
    assert (policy.compute_dtype, policy.variable_dtype) == ("float16", "float32")


def test_an_unknown_policy_is_an_error_that_names_the_known_ones():
    with pytest.raises(ValueError, match=r"Cannot convert 'mixed_float13'.*'mixed_float16'"):
        DTypePolicy("mixed_float13")


def test_the_global_policy_is_that_of_layers_without_one():
    config.set_dtype_policy("mixed_float16")
    try:
        assert DTypePolicy().name == "mixed_float16"
        assert dtype_policies.get(None).name == "mixed_float16"
    finally:
        config.set_dtype_policy("float32")


def test_inputs_are_cast_if_they_are_floats():
    policy = DTypePolicy("float32")
    assert policy.convert_input(np.ones(2), True, "float32").dtype == np.float32
    assert policy.convert_input(np.ones(2), False, "float32").dtype == np.float64
    assert policy.convert_input(np.ones(2, np.int64), True, "float32").dtype == np.int64
    assert policy.convert_input("text", True, "float32") == "text"
    assert backend.is_keras_tensor(
        policy.convert_input(backend.KerasTensor((2,), "float16"), True, "float32")
    )


def test_policies_of_one_name_are_equal():
    assert DTypePolicy("float32") == FloatDTypePolicy("float32")
    assert DTypePolicy("float32") != DTypePolicy("float16")


@pytest.mark.parametrize(
    "policy", [DTypePolicy("mixed_float16"), DTypePolicyMap("float32", {"a": DTypePolicy("float16")})]
)
def test_a_policy_survives_its_config(policy):
    again = dtype_policies.deserialize(dtype_policies.serialize(policy))
    assert type(again) is type(policy)
    assert again.get_config() == policy.get_config()


def test_a_map_finds_policies_by_path_and_by_pattern():
    policies = DTypePolicyMap("float32")
    policies["decoder"] = "float16"
    policies["encoder/.*"] = "float64"
    assert [policies[path].name for path in ("decoder", "encoder/dense", "decoder/dense")] == [
        "float16",
        "float64",
        "float32",
    ]
    with pytest.raises(ValueError, match="already exist"):
        policies["decoder"] = "float32"
    policies["encoder/d.*"] = "float16"
    with pytest.raises(ValueError, match="matches multiple"):
        policies["encoder/dense"]
