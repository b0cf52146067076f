import threading

import numpy as np
import pytest
from scipy import stats

from dlteach.autodiff import Tensor
from dlteach.keras import random
from dlteach.keras.utils.rng_utils import set_random_seed

DRAWS = {
    "normal": (lambda seed: random.normal((4000,), 1.0, 2.0, seed=seed), stats.norm(1, 2)),
    "truncated_normal": (
        lambda seed: random.truncated_normal((4000,), 1.0, 2.0, seed=seed),
        stats.truncnorm(-2, 2, 1, 2),
    ),
    "uniform": (lambda seed: random.uniform((4000,), -1.0, 3.0, seed=seed), stats.uniform(-1, 4)),
    "gamma": (lambda seed: random.gamma((4000,), 2.5, seed=seed), stats.gamma(2.5)),
    "beta": (lambda seed: random.beta((4000,), 2.0, 3.0, seed=seed), stats.beta(2, 3)),
}


@pytest.mark.parametrize("name", DRAWS)
def test_draws_have_the_distribution_that_scipy_computes(name):
    draw, expected = DRAWS[name]
    assert stats.kstest(draw(1), expected.cdf).pvalue > 1e-3


@pytest.mark.parametrize("name", DRAWS)
def test_an_integer_seed_repeats_and_a_generator_moves_on(name):
    draw, _ = DRAWS[name]
    np.testing.assert_array_equal(draw(7), draw(7))
    assert not np.array_equal(draw(7), draw(8))
    generator = random.SeedGenerator(7)
    first = draw(generator)
    assert not np.array_equal(first, draw(generator))
    np.testing.assert_array_equal(first, draw(random.SeedGenerator(7)))


def test_neighbouring_draws_are_independent():
    generator = random.SeedGenerator(0)
    a, b = (random.normal((4000,), seed=generator) for _ in range(2))
    assert stats.pearsonr(a, b).pvalue > 1e-3


def test_whole_numbers_are_equally_likely():
    drawn = random.randint((6000,), 1, 7, seed=3)
    assert stats.chisquare(np.bincount(drawn)[1:]).pvalue > 1e-3


def test_classes_have_the_probabilities_of_the_softmax():
    logits = np.log([[0.1, 0.2, 0.7]])
    counts = np.bincount(random.categorical(logits, 5000, seed=2)[0])
    assert stats.chisquare(counts, [500, 1000, 3500]).pvalue > 1e-3


def test_binomial_draws_have_mean_np():
    drawn = random.binomial((2000,), 20, 0.3, seed=1)
    assert abs(drawn.mean() - 6) < 0.2


def test_dropout_keeps_the_mean_and_passes_the_gradient_of_what_it_keeps():
    x = Tensor(np.ones((100, 50), np.float32), requires_grad=True)
    out = random.dropout(x, 0.2, seed=1)
    assert out.dtype == np.float32
    assert abs(out.data.mean() - 1) < 0.03
    out.sum().backward()
    np.testing.assert_array_equal(x.grad, out.data)


def test_the_noise_shape_of_dropout_is_shared_along_its_axes():
    out = random.dropout(np.ones((4, 5, 6), np.float32), 0.5, noise_shape=(None, 1, 6), seed=1)
    np.testing.assert_array_equal(out, np.broadcast_to(out[:, :1], out.shape))


def test_dropout_of_everything_and_of_nothing():
    x = np.ones(5, np.float32)
    np.testing.assert_array_equal(random.dropout(x, 0.0), x)
    np.testing.assert_array_equal(random.dropout(x, 1.0), 0 * x)


def test_shuffle_keeps_the_numbers_of_each_line():
    x = np.arange(60).reshape(6, 10)
    shuffled = random.shuffle(x, axis=1, seed=1)
    assert not np.array_equal(shuffled, x)
    np.testing.assert_array_equal(np.sort(shuffled, axis=1), x)


def test_set_random_seed_makes_everything_repeatable():
    def everything():
        set_random_seed(5)
        return [random.normal((3,)), random.SeedGenerator().next(), np.random.rand(2)]  # noqa: NPY002

    for a, b in zip(everything(), everything()):
        np.testing.assert_array_equal(a, b)


def test_threads_draw_the_same_numbers_from_the_same_seed():
    drawn = []
    threads = [threading.Thread(target=lambda: drawn.append(random.normal((5,), seed=1))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_array_equal(drawn[0], drawn[1])
    np.testing.assert_array_equal(drawn[0], drawn[2])


@pytest.mark.parametrize("seed", ["1", 1.5, [1]])
def test_a_seed_of_another_kind_is_an_error(seed):
    with pytest.raises(ValueError, match="must be either an integer or an instance of `SeedGenerator`"):
        random.normal((2,), seed=seed)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_type_of_the_draws(dtype):
    for draw in (random.normal, random.uniform, random.truncated_normal):
        assert draw((2, 3), dtype=dtype, seed=1).dtype == dtype
