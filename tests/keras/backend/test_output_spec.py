import numpy as np
import pytest

from dlteach.keras import backend, random
from dlteach.keras.backend import KerasTensor, Variable, compute_output_spec


@pytest.mark.parametrize(
    ("fn", "shape", "expected"),
    [
        (lambda x: x.sum(), (None, 3), ()),
        (lambda x: x.sum(axis=0), (None, 3), (3,)),
        (lambda x: x.reshape(-1, 3), (None, 2, 3), (None, 3)),
        (lambda x: np.concatenate([x, x], axis=-1), (2, None), (2, None)),
        (lambda x: np.concatenate([x, x], axis=-1), (None, 4), (None, 8)),
        (lambda x: x[:, 10:], (None, None), (None, None)),
        (lambda x: x, (2, 3), (2, 3)),
    ],
)
def test_unknown_sizes_stay_unknown_where_the_output_depends_on_them(fn, shape, expected):
    assert compute_output_spec(fn, KerasTensor(shape)).shape == expected


def test_the_output_keeps_its_structure_and_types():
    spec = compute_output_spec(
        lambda x, y: {"a": x > 0, "b": (y, 7)}, KerasTensor((None,)), y=KerasTensor((2,), "int32")
    )
    assert (spec["a"].dtype, spec["a"].shape) == ("bool", (None,))
    assert (spec["b"][0].dtype, spec["b"][1]) == ("int32", 7)


def test_no_variable_and_no_seed_changes():
    counter, generator = Variable(0, trainable=False), random.SeedGenerator(1)

    def step(x):
        counter.assign(counter.value + 1)
        return random.dropout(x, 0.5, seed=generator)

    before = generator.state.numpy()
    compute_output_spec(step, KerasTensor((None, 3)))
    assert counter.numpy() == 0
    np.testing.assert_array_equal(generator.state.numpy(), before)


def test_nothing_is_recorded():
    w = Variable(np.ones((3, 2), np.float32))
    with backend.recording():
        spec = compute_output_spec(lambda x: x @ w.value, KerasTensor((None, 3)))
    assert spec.shape == (None, 2)


def test_an_output_whose_number_of_axes_depends_on_an_unknown_size_is_an_error():
    with pytest.raises(ValueError, match="number of axes"):
        compute_output_spec(lambda x: x.reshape((1,) * (len(x) % 5) + x.shape), KerasTensor((None,)))
