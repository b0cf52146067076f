"""Initializers: the distribution they promise, seeds, configurations, names."""

import numpy as np
import pytest
from scipy import stats

from dlteach.keras import Variable, initializers, random, utils

SHAPE = (60, 90)

# The standard deviation that each promises for the kernel of a Dense layer of this shape.
SPREAD = {
    "glorot_uniform": (2 / 150) ** 0.5,
    "glorot_normal": (2 / 150) ** 0.5,
    "he_uniform": (2 / 60) ** 0.5,
    "he_normal": (2 / 60) ** 0.5,
    "lecun_uniform": (1 / 60) ** 0.5,
    "lecun_normal": (1 / 60) ** 0.5,
    "random_normal": 0.05,
    "random_uniform": 0.05 / 3**0.5,
    "truncated_normal": stats.truncnorm(-2, 2, scale=0.05).std(),
}


@pytest.mark.parametrize("name", SPREAD)
def test_draws_have_mean_zero_and_the_promised_spread(name):
    values = getattr(initializers, name)(seed=1)(SHAPE)
    assert values.dtype == np.float32
    standard_error = SPREAD[name] / values.size**0.5
    assert abs(values.mean()) < 4 * standard_error
    assert values.std() == pytest.approx(SPREAD[name], rel=0.04)


@pytest.mark.parametrize("name", ["glorot_normal", "he_normal", "lecun_normal", "truncated_normal"])
def test_nothing_lies_beyond_two_deviations_of_the_uncut_distribution(name):
    values = getattr(initializers, name)(seed=1)(SHAPE)
    uncut = 0.05 if name == "truncated_normal" else SPREAD[name] / 0.87962566
    assert np.abs(values).max() <= 2 * uncut


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4), (2, 3, 4)])
def test_orthogonal_columns_or_rows_have_the_length_of_the_gain(shape):
    matrix = initializers.Orthogonal(gain=3.0, seed=2)(shape).reshape(-1, shape[-1])
    small = matrix if matrix.shape[0] >= matrix.shape[1] else matrix.T
    np.testing.assert_allclose(small.T @ small, 9 * np.eye(small.shape[1]), atol=1e-5)


def test_an_integer_seed_repeats_and_none_does_not():
    draw = initializers.GlorotUniform(seed=3)
    np.testing.assert_array_equal(draw(SHAPE), draw(SHAPE))
    np.testing.assert_array_equal(draw(SHAPE), draw.clone()(SHAPE))
    assert np.any(initializers.GlorotUniform()(SHAPE) != initializers.GlorotUniform()(SHAPE))


def test_a_generator_moves_on():
    draw = initializers.HeNormal(seed=random.SeedGenerator(3))
    assert np.any(draw(SHAPE) != draw(SHAPE))


def test_set_random_seed_repeats_what_has_no_seed():
    utils.set_random_seed(5)
    first = initializers.HeNormal()(SHAPE)
    utils.set_random_seed(5)
    np.testing.assert_array_equal(initializers.HeNormal()(SHAPE), first)


@pytest.mark.parametrize(
    ("initializer", "values"),
    [
        (initializers.Zeros(), np.zeros((2, 2))),
        (initializers.Ones(), np.ones((2, 2))),
        (initializers.Constant(7), np.full((2, 2), 7)),
        (initializers.Constant([1, 2]), [[1, 2], [1, 2]]),
        (initializers.Identity(gain=2), 2 * np.eye(2)),
    ],
)
@pytest.mark.parametrize("dtype", ["float32", "float64", "int32"])
def test_constants_in_every_dtype(initializer, values, dtype):
    out = initializer((2, 2), dtype=dtype)
    assert out.dtype == dtype
    np.testing.assert_array_equal(out, values)


def test_an_array_is_an_initializer_for_its_own_shape_only():
    values = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(initializers.get(values)((2, 3)), values)
    with pytest.raises(ValueError, match=r"Expected `shape` to be \(2, 3\)"):
        initializers.get(values)((3, 2))


def test_a_variable_begins_with_what_its_initializer_gives():
    np.testing.assert_array_equal(Variable("ones", shape=(3,)), np.ones(3))


@pytest.mark.parametrize("name", sorted(set(initializers.ALL_OBJECTS_DICT) - {"Initializer", "initializer"}))
def test_every_name_gives_an_initializer_that_comes_back_from_its_configuration(name):
    initializer = initializers.get(name)
    again = initializers.deserialize(initializers.serialize(initializer))
    assert type(again) is type(initializer)
    assert again.get_config() == initializer.get_config()
    assert initializer((3, 3)).shape == (3, 3)


def test_a_registered_function_is_found_by_name():
    with utils.custom_object_scope({"threes": lambda shape, dtype=None: np.full(shape, 3.0)}):
        np.testing.assert_array_equal(initializers.get("threes")((2,)), [3, 3])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: initializers.get("glorot"), "Could not interpret initializer identifier: 'glorot'"),
        (lambda: initializers.VarianceScaling(scale=0), "`scale` must be positive"),
        (lambda: initializers.VarianceScaling(mode="fan"), "Invalid `mode` argument: fan"),
        (lambda: initializers.VarianceScaling(distribution="flat"), "Invalid `distribution` argument: flat"),
        (lambda: initializers.HeNormal(seed="x"), "`seed` argument should be"),
        (lambda: initializers.Identity()((2,)), "only be used for 2D matrices"),
        (lambda: initializers.Orthogonal()((2,)), "at least two-dimensional"),
    ],
)
def test_wrong_arguments_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
