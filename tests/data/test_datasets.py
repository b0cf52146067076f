"""The data sets: what comes with the package is what its sources say; what is drawn keeps its shape's law."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.data import (
    blobs,
    circles,
    load_digits,
    load_iris,
    moons,
    noisy_line,
    spirals,
    weather_table,
    xor,
)

DRAWN = {
    "blobs": lambda n, rng: blobs(n, rng, centers=[[0, 0], [3, 3], [6, 0]]),
    "circles": circles,
    "moons": moons,
    "spirals": spirals,
    "xor": xor,
}
seeds = st.integers(0, 1000)


def test_the_digits_are_those_of_their_description():
    images, labels = load_digits()
    assert images.shape == (1797, 8, 8) and images.dtype == np.uint8
    assert labels.dtype == np.int64
    assert (images.min(), images.max()) == (0, 16)
    # the class sizes of the test part, from the description at UCI
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    # the first row of the source's file
    first = [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]
    assert images[0].ravel()[:16].tolist() == first and labels[0] == 0


def test_the_digits_are_told_apart_by_their_nearest_neighbour():
    images, labels = load_digits()
    x = images.reshape(-1, 64).astype(float)
    train, test = slice(0, 1400), slice(1400, None)
    distance = (x[train] ** 2).sum(axis=1) - 2 * x[test] @ x[train].T
    accuracy = np.mean(labels[train][distance.argmin(axis=1)] == labels[test])
    assert accuracy > 0.95, "images and labels must belong together"


def test_the_irises_are_fishers():
    x, species = load_iris()
    names, counts = np.unique(species, return_counts=True)
    assert x.shape == (150, 4) and counts.tolist() == [50, 50, 50]
    assert names.tolist() == ["setosa", "versicolor", "virginica"]
    # means of the four measurements of each species, as in the paper's table
    means = [x[species == name].mean(axis=0).round(3).tolist() for name in names]
    assert means == [[5.006, 3.428, 1.462, 0.246], [5.936, 2.77, 4.26, 1.326], [6.588, 2.974, 5.552, 2.026]]


@pytest.mark.parametrize("name", DRAWN)
@given(n=st.integers(1, 50), seed=seeds)
def test_points_have_balanced_labels_and_come_from_their_seed(name, n, seed):
    x, labels = DRAWN[name](n, seed)
    assert x.shape == (n, 2) and labels.shape == (n,) and labels.dtype.kind == "i"
    assert np.ptp(np.bincount(labels, minlength=3 if name == "blobs" else 2)) <= 1
    again, _ = DRAWN[name](n, np.random.default_rng(seed))
    np.testing.assert_array_equal(x, again)


@pytest.mark.parametrize("name", DRAWN)
def test_points_come_in_random_order(name):
    _, labels = DRAWN[name](100, 0)
    assert np.count_nonzero(np.diff(labels)) > 20, "classes must not follow each other in blocks"
    assert len({tuple(DRAWN[name](100, seed)[1]) for seed in (1, 2)}) == 2


@given(seed=seeds, inner=st.floats(0.1, 0.9))
def test_circles_without_noise_have_two_radii(seed, inner):
    x, labels = circles(20, seed, inner=inner, noise=0)
    np.testing.assert_allclose(np.hypot(*x.T), np.where(labels == 0, 1, inner))


@given(seed=seeds)
def test_moons_without_noise_lie_on_two_half_circles_that_overlap(seed):
    x, labels = moons(40, seed, noise=0)
    centre = np.where(labels[:, None] == 0, [0.0, 0.0], [1.0, 0.5])
    np.testing.assert_allclose(np.hypot(*(x - centre).T), 1)
    assert (x[labels == 0, 1] >= 0).all() and (x[labels == 1, 1] <= 0.5).all()


@given(seed=seeds, arms=st.integers(1, 4), turns=st.floats(0.2, 3))
def test_on_a_spiral_the_angle_grows_with_the_radius(seed, arms, turns):
    x, labels = spirals(20, seed, arms=arms, turns=turns, noise=0)
    radius = np.hypot(*x.T)
    angle = 2 * np.pi * (turns * radius + labels / arms)
    np.testing.assert_allclose(x, radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1), atol=1e-9)
    assert radius.max() <= 1


@given(seed=seeds)
def test_xor_is_one_where_the_signs_differ(seed):
    x, labels = xor(30, seed)
    np.testing.assert_array_equal(labels, (x[:, 0] > 0) != (x[:, 1] > 0))
    assert (abs(x) <= 1).all() and (x != 0).all()


def test_blobs_lie_about_their_centers_with_the_noise_as_deviation():
    centers = np.array([[0.0, 5.0, 1.0], [9.0, -5.0, 2.0]])
    x, labels = blobs(20_000, 0, centers, noise=0.5)
    for label, center in enumerate(centers):
        np.testing.assert_allclose(x[labels == label].mean(axis=0), center, atol=0.03)
        np.testing.assert_allclose(x[labels == label].std(axis=0), 0.5, atol=0.03)


@given(n=st.integers(1, 60), seed=seeds, share=st.floats(0, 1))
def test_outliers_are_as_many_as_asked_for_and_far_above_the_line(n, seed, share):
    x, y, is_outlier = noisy_line(n, seed, slope=3, intercept=-1, noise=0, outliers=share)
    assert is_outlier.sum() == round(share * n)
    above = y - (3 * x - 1)
    np.testing.assert_allclose(above[~is_outlier], 0, atol=1e-12)
    assert ((above[is_outlier] >= 5 - 1e-12) & (above[is_outlier] <= 10)).all()


def test_a_sunny_day_is_as_likely_as_said():
    days = weather_table(20_000, 0)
    assert set(days.tolist()) == {"sunny", "rainy"}
    assert np.mean(days == "sunny") == pytest.approx(0.6, abs=0.02)
    assert set(weather_table(50, 0, p_sunny=0).tolist()) == {"rainy"}


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: moons(0, 0), ValueError, "moons: n: .* at least 1, got 0"),
        (lambda: moons(5.5, 0), TypeError, "moons: n"),
        (lambda: circles(5, None), TypeError, "circles: rng: expected a Generator or a seed"),
        (lambda: xor(5, True), TypeError, "xor: rng"),
        (lambda: xor(5, -1), TypeError, "seed of at least 0, got -1"),
        (lambda: moons(5, 0, noise=-1), ValueError, "moons: expected noise of at least 0, got -1"),
        (lambda: circles(5, 0, noise=np.nan), ValueError, "circles: noise"),
        (lambda: spirals(5, 0, arms=0), ValueError, "spirals: arms"),
        (lambda: blobs(5, 0, centers=[1.0, 2.0]), ValueError, r"centers of shape \(k, d\), got \(2,\)"),
        (lambda: noisy_line(5, 0, outliers=2), ValueError, "outliers from 0 to 1, got 0.1 and 2"),
        (lambda: weather_table(5, 0, p_sunny=60), ValueError, "p_sunny from 0 to 1, got 60"),
    ],
)
def test_bad_arguments_are_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()
