"""Graders of lesson 12: any right draw passes, and what is wrong with a draw is said in words."""

import math
import random

import numpy as np
import pytest

from dlteach import data
from dlteach.autograder.exercise import Case
from dlteach.autograder.judge import grade
from dlteach.exercises.data_pipelines import EXERCISES
from dlteach.exercises.data_pipelines.pipeline_styles import FromFactories
from dlteach.exercises.data_pipelines.pipeline_variants import edited_pipeline

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def library_split(x, y, test_fraction, rng):
    return data.train_test_split(x, y, test_size=test_fraction, rng=rng)


def stratified_by_nothing(x, y, test_fraction, rng):
    n = x.shape[0]
    cut = int(n * (1 - test_fraction))
    perm = rng.permutation(n)
    return x[perm][:cut], x[perm][cut:], y[perm][:cut], y[perm][cut:]


def with_rng_choice(x, y, test_fraction, rng):
    chosen = set(rng.choice(len(x), size=math.floor(test_fraction * len(x)), replace=False).tolist())
    train = [i for i in range(len(x)) if i not in chosen]
    test = [i for i in range(len(x)) if i in chosen]
    return np.array([x[i] for i in train]), np.array([x[i] for i in test]), y[train], y[test]


def shuffles_an_index_list(x, y, test_fraction, rng):
    idx = np.arange(x.shape[0])
    rng.shuffle(idx)
    n_test = round(x.shape[0] * test_fraction)
    return np.array(x)[idx[n_test:]], x[idx[:n_test]], y[idx[n_test:]], y[idx[:n_test]]


def with_numpy_split(x, y, test_fraction, rng):
    order = rng.permutation(len(x))
    test, train = np.split(order, [math.ceil(test_fraction * len(x))])
    return [np.take(x, train, axis=0), np.take(x, test, axis=0), y[train], y[test]]


def with_random_keys(x, y, test_fraction, rng):
    keys = rng.random(len(x))
    in_test = keys.argsort().argsort() < round(test_fraction * len(x))
    return x[~in_test], x[in_test], y[~in_test], y[in_test]


@pytest.mark.parametrize(
    "answer",
    [
        library_split,
        stratified_by_nothing,
        with_rng_choice,
        shuffles_an_index_list,
        with_numpy_split,
        with_random_keys,
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_split_that_is_random_disjoint_and_complete_passes(answer, seed):
    feedback = grade(answer, "train_test_split", seed)
    assert feedback.passed, str(feedback)


def test_all_ways_to_round_the_size_agree_on_the_whole_numbers():
    for case in BY_NAME["train_test_split"].cases(np.random.default_rng(0)):
        n, fraction = len(case.args[0]), case.args[2]
        sizes = {round(n * fraction), int(n * fraction), n - int(n * (1 - fraction)), math.ceil(n * fraction)}
        assert max(sizes) - min(sizes) <= 1
        assert len(sizes) == 1 or "no whole number" in case.note


def seeded_inside(x, y, test_fraction, rng):
    np.random.seed(42)  # noqa: NPY002
    idx = np.random.permutation(len(x))  # noqa: NPY002
    k = int(len(x) * test_fraction)
    return x[idx[k:]], x[idx[:k]], y[idx[k:]], y[idx[:k]]


def shuffles_two_times(x, y, test_fraction, rng):
    x, y = x.copy(), y.copy()
    rng.shuffle(x)
    rng.shuffle(y)
    k = int(len(x) * (1 - test_fraction))
    return x[:k], x[k:], y[:k], y[k:]


def shuffles_the_argument(x, y, test_fraction, rng):
    state = rng.bit_generator.state
    rng.shuffle(x)
    rng.bit_generator.state = state
    rng.shuffle(y)
    k = int(len(x) * (1 - test_fraction))
    return x[:k], x[k:], y[:k], y[k:]


def two_lotteries(x, y, test_fraction, rng):
    k = round(len(x) * test_fraction)
    test = rng.permutation(len(x))[:k]
    train = rng.permutation(len(x))[: len(x) - k]
    return x[train], x[test], y[train], y[test]


def takes_the_end(x, y, test_fraction, rng):
    cut = len(x) - round(len(x) * test_fraction)
    return x[:cut], x[cut:], y[:cut], y[cut:]


def uniform_mask(x, y, test_fraction, rng):
    mask = rng.uniform(size=len(x)) > test_fraction
    return x[mask], x[~mask], y[mask], y[~mask]


def fraction_for_training(x, y, test_fraction, rng):
    order, k = rng.permutation(len(x)), int(test_fraction * len(x))
    return x[order[:k]], x[order[k:]], y[order[:k]], y[order[k:]]


def choice_with_repetition(x, y, test_fraction, rng):
    order, k = rng.choice(len(x), len(x)), round(test_fraction * len(x))
    return x[order[k:]], x[order[:k]], y[order[k:]], y[order[:k]]


def keras_pairs(x, y, test_fraction, rng):
    x_train, x_test, y_train, y_test = library_split(x, y, test_fraction, rng)
    return (x_train, y_train), (x_test, y_test)


def forgets_the_labels_order(x, y, test_fraction, rng):
    order, k = rng.permutation(len(x)), round(test_fraction * len(x))
    x = x[order]
    return x[k:], x[:k], y[k:], y[:k]


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (seeded_inside, "own-seed"),
        (shuffles_two_times, "shuffled-apart"),
        (shuffles_the_argument, "changes-its-input"),
        (takes_the_end, "last-rows-for-testing"),
        (uniform_mask, "coin-for-each-row"),
        (fraction_for_training, "parts-exchanged"),
        (choice_with_repetition, "order-with-repetition"),
        (keras_pairs, "two-pairs"),
        (forgets_the_labels_order, "only-x-shuffled"),
    ],
)
def test_a_wrong_split_is_recognised(answer, mistake):
    feedback = grade(answer, "train_test_split", seed=4)
    assert feedback.passed is False
    assert feedback.mistakes[:1] == (mistake,), str(feedback)


def test_rows_drawn_twice_are_seen_though_no_mistake_has_this_name():
    feedback = grade(two_lotteries, "train_test_split")
    assert feedback.passed is False
    assert "exactly once" in str(feedback)


def zipped_lists(x, y, batch_size, rng):
    pairs = list(zip(x, y))
    rng.shuffle(pairs)
    result = []
    for i in range(0, len(pairs), batch_size):
        xs, ys = zip(*pairs[i : i + batch_size])
        result.append((np.array(xs), np.array(ys)))
    return result


def while_loop(x, y, batch_size, rng):
    permutation = list(rng.permutation(x.shape[0]))
    start, out = 0, []
    while start < len(permutation):
        take = permutation[start : start + batch_size]
        out.append([x[take], y[take]])
        start += batch_size
    return out


def full_batches_and_a_rest(x, y, batch_size, rng):
    m = x.shape[0]
    permutation = rng.permutation(m)
    x, y = x[permutation], y[permutation]
    found, full = [], math.floor(m / batch_size)
    for k in range(full):
        rows = slice(k * batch_size, (k + 1) * batch_size)
        found.append((x[rows], y[rows]))
    if m % batch_size != 0:
        found.append((x[full * batch_size :], y[full * batch_size :]))
    return found


@pytest.mark.parametrize("answer", [zipped_lists, while_loop, full_batches_and_a_rest])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_batches_of_images_and_one_hot_labels_pass_in_any_style(answer, seed):
    feedback = grade(answer, "batches", seed)
    assert feedback.passed, str(feedback)


def floor_division(x, y, batch_size, rng):
    p = rng.permutation(len(x))
    for k in range(len(x) // batch_size):
        rows = p[k * batch_size : (k + 1) * batch_size]
        yield x[rows], y[rows]


def one_more(x, y, batch_size, rng):
    p = rng.permutation(len(x))
    for k in range(len(x) // batch_size + 1):
        yield x[p][k * batch_size : (k + 1) * batch_size], y[p][k * batch_size : (k + 1) * batch_size]


def python_random(x, y, batch_size, rng):
    p = list(range(len(x)))
    random.shuffle(p)
    for k in range(0, len(x), batch_size):
        yield x[p[k : k + batch_size]], y[p[k : k + batch_size]]


def sampled_batches(x, y, batch_size, rng):
    for _ in range(math.ceil(len(x) / batch_size)):
        rows = rng.choice(len(x), batch_size)
        yield x[rows], y[rows]


def separate_lists(x, y, batch_size, rng):
    p = rng.permutation(len(x))
    starts = range(0, len(x), batch_size)
    return [x[p[s : s + batch_size]] for s in starts], [y[p[s : s + batch_size]] for s in starts]


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (floor_division, "short-batch-dropped"),
        (one_more, "empty-last-batch"),
        (python_random, "rng-not-used"),
        (sampled_batches, "drawn-anew-for-each-batch"),
        (separate_lists, "two-lists"),
    ],
)
def test_wrong_batches_are_recognised(answer, mistake):
    feedback = grade(answer, "batches", seed=4)
    assert feedback.passed is False
    assert feedback.mistakes[:1] == (mistake,), str(feedback)


class GeneratorMethods:
    """Every method is a closure around the one before, without any class attribute for steps."""

    def __init__(self, x, y, source=None):
        self.source = source or (lambda: zip(x, y))

    def __iter__(self):
        yield from self.source()

    def map(self, f):
        return GeneratorMethods(None, None, lambda: (f(pair[0], pair[1]) for pair in self))

    def shuffle(self, rng):
        def source():
            pairs = [*self]
            order = np.arange(len(pairs))
            rng.shuffle(order)
            return iter([pairs[i] for i in order])

        return GeneratorMethods(None, None, source)

    def batch(self, size):
        def source():
            group = []
            for pair in self:
                group.append(pair)
                if len(group) == size:
                    yield np.stack([x for x, _ in group]), np.array([y for _, y in group])
                    group = []
            if group:
                yield np.stack([x for x, _ in group]), np.array([y for _, y in group])

        return GeneratorMethods(None, None, source)


class OnTheDataset:
    """The library's Dataset under the course's names."""

    def __init__(self, x, y, dataset=None):
        self.dataset = dataset or data.Dataset.from_tensor_slices((x, y))

    def __iter__(self):
        return iter(self.dataset)

    def map(self, f):
        return OnTheDataset(None, None, self.dataset.map(f))

    def shuffle(self, rng):
        return OnTheDataset(None, None, self.dataset.shuffle(100, seed=rng))

    def batch(self, size):
        return OnTheDataset(None, None, self.dataset.batch(size))


@pytest.mark.parametrize("answer", [GeneratorMethods, OnTheDataset, FromFactories])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_pipeline_passes_however_it_is_built(answer, seed):
    feedback = grade(answer, "Pipeline", seed)
    assert feedback.passed, str(feedback)


class ReturnsSelf:
    def __init__(self, x, y):
        self.x, self.y, self.steps = x, y, []

    def map(self, f):
        self.steps.append(("map", f))
        return self

    def shuffle(self, rng):
        self.steps.append(("shuffle", rng))
        return self

    def batch(self, size):
        self.steps.append(("batch", size))
        return self

    def __iter__(self):
        data = list(zip(self.x, self.y))
        for kind, what in self.steps:
            if kind == "map":
                data = [what(x, y) for x, y in data]
            elif kind == "shuffle":
                data = [data[k] for k in what.permutation(len(data))]
            else:
                groups = [data[k : k + what] for k in range(0, len(data), what)]
                data = [tuple(np.array(part) for part in zip(*group)) for group in groups]
        return iter(data)


class OrderDrawnEarly(GeneratorMethods):
    def map(self, f):
        return OrderDrawnEarly(None, None, super().map(f).source)

    def batch(self, size):
        return OrderDrawnEarly(None, None, super().batch(size).source)

    def shuffle(self, rng):
        pairs = list(self)
        order = rng.permutation(len(pairs))
        return OrderDrawnEarly(None, None, lambda: iter([pairs[k] for k in order]))


class OneIterator(GeneratorMethods):
    def __init__(self, x, y, source=None):
        super().__init__(x, y, source)
        self.iterator = None

    def __iter__(self):
        self.iterator = self.iterator or iter(list(self.source()))
        return self.iterator

    def map(self, f):
        return OneIterator(None, None, super().map(f).source)

    def shuffle(self, rng):
        return OneIterator(None, None, super().shuffle(rng).source)

    def batch(self, size):
        return OneIterator(None, None, super().batch(size).source)


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (ReturnsSelf, "step-changes-the-pipeline"),
        (OrderDrawnEarly, "shuffled-once"),
        (OneIterator, "second-epoch-empty"),
    ],
)
def test_a_wrong_pipeline_is_recognised(answer, mistake):
    feedback = grade(answer, "Pipeline", seed=4)
    assert feedback.passed is False
    assert feedback.mistakes[:1] == (mistake,), str(feedback)


def test_a_method_without_return_is_told_so():
    class Forgetful(GeneratorMethods):
        def batch(self, size):
            super().batch(size)

    feedback = grade(Forgetful, "Pipeline")
    assert feedback.passed is False
    assert feedback.mistakes, str(feedback)


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ((np.ones((3, 2)), np.ones(2), 1, 0), "equally many rows"),
        ((np.ones(4), np.ones(4), 0, 0), "above 0"),
        ((np.ones(4), np.ones(4), 2), "the arguments"),
    ],
)
def test_an_input_that_is_none_is_refused_in_words(inputs, words):
    feedback = grade(lambda: inputs, "batches_failing_input")
    assert feedback.passed is False
    assert words in str(feedback)


@pytest.mark.parametrize(("n", "size", "shows"), [(6, 3, True), (1, 1, True), (5, 3, False), (3, 9, False)])
def test_the_mistake_to_debug_shows_where_the_size_divides_the_rows(n, size, shows):
    def inputs():
        return np.zeros((n, 2)), list(range(n)), size, 7

    assert grade(inputs, "batches_failing_input").passed is shows


def test_no_case_of_a_split_leaves_a_part_empty():
    for case in BY_NAME["train_test_split"].cases(np.random.default_rng(3)):
        assert isinstance(case, Case)
        assert 0 < round(case.args[2] * len(case.args[0])) < len(case.args[0])


def test_a_variant_of_text_that_is_gone_is_an_error():
    with pytest.raises(ValueError, match="does not stand in"):
        edited_pipeline(("a piece that nobody wrote", ""))
