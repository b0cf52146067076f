"""Graders of lesson 14: networks as people train them, tables that only remember, counts that get lost."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.autograder.registry import find
from dlteach.data import load_digits
from dlteach.exercises.handwritten_digits import EXERCISES
from dlteach.exercises.handwritten_digits.new_images import draw_cases

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "14_handwritten_digits.py"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


def network(
    *,
    epochs=12,
    rate=0.01,
    batch=32,
    hidden=32,
    weights="random",
    uphill=False,
    softmax_axis=1,
    shuffled="together",
    stored=True,
    dropout_when_predicting=False,
    predict_with=lambda z: z.argmax(axis=1),
    draw=None,
):
    """Adam on two layers, as a learner writes it in one piece, with a switch for each slip."""

    def train_network(x, y, rng):
        rng = draw() if draw else rng
        k = len(set(y.tolist()))
        params = {
            "W1": rng.standard_normal((x.shape[1], hidden)) * np.sqrt(2.0 / x.shape[1]),
            "b1": np.zeros((1, hidden)),
            "W2": rng.standard_normal((hidden, k)) * np.sqrt(2.0 / hidden),
            "b2": np.zeros((1, k)),
        }
        if weights == "zero":
            params = {name: 0 * value for name, value in params.items()}
        if weights == "huge":
            params = {name: 1e200 * value for name, value in params.items()}
        m = {name: 0 * value for name, value in params.items()}
        v = {name: 0 * value for name, value in params.items()}
        t = 0
        if shuffled == "apart":
            x = x[rng.permutation(len(x))]
        for _ in range(epochs):
            order = np.arange(len(x)) if shuffled == "never" else rng.permutation(len(x))
            for start in range(0, len(x), batch):
                x_b, y_b = x[order[start : start + batch]], y[order[start : start + batch]]
                a1 = np.maximum(0, x_b @ params["W1"] + params["b1"])
                z2 = a1 @ params["W2"] + params["b2"]
                e = np.exp(z2 - z2.max(axis=softmax_axis, keepdims=True))
                dz2 = e / e.sum(axis=softmax_axis, keepdims=True)
                dz2[range(len(y_b)), y_b] -= 1
                dz2 /= len(y_b)
                dz1 = (dz2 @ params["W2"].T) * (a1 > 0)
                grads = {
                    "W1": x_b.T @ dz1,
                    "b1": dz1.sum(axis=0, keepdims=True),
                    "W2": a1.T @ dz2,
                    "b2": dz2.sum(axis=0, keepdims=True),
                }
                t += 1
                for name, g in grads.items():
                    m[name] = 0.9 * m[name] + 0.1 * g
                    v[name] = 0.999 * v[name] + 0.001 * g**2
                    step = rate * (m[name] / (1 - 0.9**t)) / (np.sqrt(v[name] / (1 - 0.999**t)) + 1e-8)
                    new = params[name] + step if uphill else params[name] - step
                    if stored:
                        params[name] = new

        def predict(images):
            a1 = np.maximum(0, images @ params["W1"] + params["b1"])
            if dropout_when_predicting:
                a1 = a1 * (rng.random(a1.shape) < 0.5) / 0.5
            return predict_with(a1 @ params["W2"] + params["b2"])

        return predict

    return train_network


def by_columns(x, y, rng):
    """A course that keeps examples as columns, inside; one layer, all rows in every step."""
    x, k = x.T, 10
    w, b = 0.01 * rng.standard_normal((k, x.shape[0])), np.zeros((k, 1))
    labels = np.eye(k)[y].T
    for _ in range(300):
        z = np.dot(w, x) + b
        a = np.exp(z) / np.sum(np.exp(z), axis=0)
        w, b = (
            w - 2 * np.dot(a - labels, x.T) / len(y),
            b - 2 * np.sum(a - labels, axis=1, keepdims=True) / len(y),
        )
    return lambda images: np.argmax(np.dot(w, images.T) + b, axis=0)


class Model:
    def fit(self, x, y):
        self.centres = np.array([x[y == c].mean(axis=0) for c in range(10)])
        self.x, self.y = x, y
        return self

    def predict(self, images):
        near = ((images[:, None] - self.x[None, ::2]) ** 2).sum(axis=2)
        return self.y[::2][near.argmin(axis=1)]


def scaled_by_training_data(x, y, rng):
    mean, std = x.mean(axis=0), x.std(axis=0) + 1e-2
    predict = network()((x - mean) / std, y, rng)
    return lambda images: predict((images - mean) / std)


@pytest.mark.parametrize(
    "answer",
    [
        network(),
        network(batch=10_000, epochs=150, rate=0.02),
        network(hidden=100, rate=0.003, epochs=15),
        network(predict_with=lambda z: z.argmax(axis=1).astype(float)[:, None]),
        network(predict_with=lambda z: [int(row.argmax()) for row in z]),
        network(predict_with=lambda z: (int(row.argmax()) for row in z)),
        network(draw=lambda: np.random.RandomState(1)),
        lambda x, y, rng: (network()(x, y, rng), [2.3, 0.4]),
        lambda x, y, rng: Model().fit(x, y),
        by_columns,
        scaled_by_training_data,
    ],
    ids=[
        "mini-batches",
        "all rows at once",
        "wider and slower",
        "a column of floats",
        "a list",
        "a generator",
        "another source of random numbers",
        "with its history",
        "an object with predict",
        "columns inside",
        "scaled",
    ],
)
def test_a_network_that_names_new_images_passes_however_it_is_written(answer):
    feedback = grade(answer, "train_network", seed=4)
    assert feedback.passed, feedback.summary


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (network(weights="zero"), "only-the-biases-learn"),
        (network(weights="huge"), "all-0"),
        (network(shuffled="apart"), "guessing"),
        (network(stored=False), "guessing"),
        (network(epochs=0), "guessing"),
        (network(epochs=1, rate=0.003), "trained-too-little"),
        (network(epochs=1, batch=300), "trained-too-little"),
        (network(shuffled="never", epochs=7), "not-shuffled"),
        (network(dropout_when_predicting=True), "dropout-still-on"),
        (network(predict_with=lambda z: z), "logits"),
        (network(predict_with=lambda z: z.argmin(axis=1)), "least-likely"),
        (network(predict_with=lambda z: z.argmax(axis=0)), "argmax-over-images"),
        (network(predict_with=lambda z: z.argmax()), "one-for-all"),
        (network(predict_with=lambda z: z.max(axis=1)), "largest-probability"),
        (network(predict_with=lambda z: z.argmax(axis=1) + 1), "counts-from-one"),
        (network(predict_with=lambda z: (z == z.max(axis=1, keepdims=True)) * 1), "one-hot"),
        (network(predict_with=lambda z: print(z.argmax(axis=1))), "predict-gives-nothing"),
        (
            network(predict_with=lambda z: (np.exp(z) / np.exp(z).sum(axis=0)).argmax(axis=1)),
            "depends-on-the-batch",
        ),
        (network(predict_with=lambda z: z.argmax(axis=1).squeeze()[:, None][1:]), "argument-ignored"),
        (lambda x, y, rng: network(epochs=1)(x, y, rng)(x), "names-for-function"),
        (lambda x, y, rng: (rng.random((64, 10)), np.zeros(10)), "weights-for-function"),
        (lambda x, y, rng: {"W1": rng.random((64, 10))}, "weights-for-function"),
        (lambda x, y, rng: 0.97, "cost-for-function"),
        (lambda x, y, rng: None, "return-missing"),
    ],
)
def test_a_slip_is_told_by_what_the_network_says(answer, mistake):
    feedback = grade(answer, "train_network", seed=4)
    assert feedback.passed is False
    assert feedback.mistakes == (mistake,), feedback.summary


@pytest.mark.parametrize("flaw", [{"uphill": True}, {"softmax_axis": 0}, {"rate": 3.0}])
def test_training_that_goes_astray_ends_with_one_class_and_is_told_so(flaw):
    feedback = grade(network(**flaw), "train_network", seed=4)
    assert feedback.passed is False
    assert set(feedback.mistakes) <= {"one-class-for-all", "only-the-biases-learn", "all-0"}
    assert feedback.mistakes, feedback.summary


def remembers_every_digit(x, y, rng):
    images, digits = load_digits()
    known = images.reshape(-1, 64) / 16
    return lambda new: digits[(known**2 @ np.ones((64, 1)) - 2 * known @ new.T).argmin(axis=0)]


def remembers_and_asks_for_names(x, y, rng):
    """Finds each image among the digits of the package, and looks in y what its digit is called."""
    known = remembers_every_digit(x, y, rng)
    names = {digit: Counter(y[known(x) == digit]).most_common(1)[0][0] for digit in set(known(x))}
    return lambda new: np.array([names.get(digit, 0) for digit in known(new)])


def remembers_the_training_images(x, y, rng):
    table = defaultdict(int, {tuple(image): name for image, name in zip(x.tolist(), y)})
    return lambda new: [table[tuple(image)] for image in new.tolist()]


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (remembers_every_digit, ("the-usual-names",)),
        (remembers_and_asks_for_names, ()),
        (remembers_the_training_images, ("only-the-training-images",)),
        (
            lambda x, y, rng: lambda new: np.full(len(new), np.bincount(y)[1:].argmin() + 1),
            ("one-class-for-all",),
        ),
        (lambda x, y, rng: lambda new: rng.integers(10, size=len(new)), ("dropout-still-on",)),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_who_learns_nothing_from_x_and_y_does_not_pass(answer, mistake, seed):
    feedback = grade(answer, "train_network", seed=seed)
    assert feedback.passed is False
    assert not mistake or feedback.mistakes == mistake


def test_the_answers_to_the_new_images_are_no_argument_and_no_image_stands_in_the_package():
    images, _ = load_digits()
    stored = {image.tobytes() for image in images.reshape(-1, 64) / 16}
    for x, y, x_new, _ in (case.args for case in draw_cases(np.random.default_rng(0))):
        assert len(x) == len(y)
        assert len(x_new) == 597
        assert not {image.tobytes() for image in x_new} & (stored | {image.tobytes() for image in x})


def test_who_scales_the_images_in_place_is_told_and_keeps_half():
    def in_place(x, y, rng):
        predict = network()(x, y, rng)

        def doubled(images):
            images *= 2
            return predict(images / 2)

        return doubled

    feedback = grade(in_place, "train_network")
    assert feedback.stage == "inputs"
    assert feedback.points == feedback.max_points / 2


def nested_loops(y_true, y_pred, k):
    matrix = []
    for i in range(k):
        row = []
        for j in range(k):
            row.append(sum(1 for t, p in zip(y_true, y_pred) if t == i and p == j))
        matrix.append(row)
    return matrix


def by_enumerate(y_true, y_pred, k):
    c = np.zeros((k, k))
    for n, t in enumerate(y_true):
        c[t][y_pred[n]] = c[t][y_pred[n]] + 1
    return c.astype(np.int32)


def by_unique(y_true, y_pred, k):
    c = np.zeros((k, k), dtype=int)
    if len(y_true):
        pairs, counts = np.unique(np.stack([y_true, y_pred]), axis=1, return_counts=True)
        c[pairs[0], pairs[1]] = counts
    return c


@pytest.mark.parametrize("answer", [nested_loops, by_enumerate, by_unique])
def test_counting_in_another_way_passes(answer):
    assert grade(answer, "confusion_matrix", seed=5).passed


def into_one_row(y_true, y_pred, k):
    c = [[0] * k] * k  # k times the same list
    for t, p in zip(y_true, y_pred):
        c[t][p] += 1
    return c


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (lambda t, p, k: np.array(nested_loops(p, t, k)), "rows-are-predictions"),
        (lambda t, p, k: np.eye(k)[t].T @ np.eye(k)[p] / len(t), "shares-of-all"),
        (lambda t, p, k: np.eye(k)[t] @ np.eye(k)[p].T, "examples-against-examples"),
        (lambda t, p, k: np.bincount(t * k + p, minlength=k * k), "flat"),
        (into_one_row, "rows-share-one-list"),
        (lambda t, p, k: np.mean(t == p), "accuracy"),
    ],
)
def test_a_wrong_count_is_named(answer, mistake):
    assert grade(answer, "confusion_matrix", seed=5).mistakes == (mistake,)


def sorted_with_key(y_true, p, count):
    rows = [i for i in range(len(p)) if np.argmax(p[i]) != y_true[i]]
    rows.sort(key=lambda i: p[i].max(), reverse=True)
    return rows[:count]


def least_of_minus(y_true, p, count):
    said = p.argmax(1)
    score = np.where(said == y_true, np.inf, -p.max(1))
    return np.argsort(score)[: min(count, int((said != y_true).sum()))]


@pytest.mark.parametrize("answer", [sorted_with_key, least_of_minus])
def test_finding_the_worst_in_another_way_passes(answer):
    assert grade(answer, "worst_mistakes", seed=5).passed


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (
            lambda y, p, count: np.argsort(p[p.argmax(1) != y].max(1))[::-1][:count],
            "places-among-the-wrong",
        ),
        (lambda y, p, count: np.argsort(p.max(1))[::-1][:count], "right-ones-too"),
        (lambda y, p, count: np.where(p.argmax(1) != y)[:count], "not-sorted-not-cut"),
        (lambda y, p, count: np.argsort(-p.max(1))[p.argmax(1) != y][:count], "mask-on-an-order"),
        (
            lambda y, p, count: np.argsort(np.where(p.argmax(1) != y, p.max(1), -1))[::-1][:count],
            "filled-up-with-right-ones",
        ),
        (lambda y, p, count: sorted_with_key(y, p, None)[::-1][:count], "least-sure-first"),
    ],
)
def test_a_wrong_list_of_the_worst_is_named(answer, mistake):
    assert grade(answer, "worst_mistakes", seed=5).mistakes == (mistake,)


@pytest.mark.parametrize(
    ("given", "mistake"),
    [
        (([0], [0], 1), "at-most-one-example"),
        ((np.array([0, 1, 2]), np.array([0, 1, 2]), 3), "all-right"),
        ((np.array([0, 1]), np.array([1, 1]), 2), "classes-that-come-once"),
        (([0, 0, 1], [0, 1, 0], 2), "different-pairs"),
    ],
)
def test_an_input_that_hides_the_lost_count_is_told_why(given, mistake):
    assert grade(lambda: given, "confusion_matrix_failing_input").mistakes == (mistake,)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((np.array([0, 3]), np.array([0, 0]), 2), "class numbers"),
        ((np.array([0, 1]), np.array([0]), 2), "of one shape"),
        ((np.array([0, 1]), np.array([0, 1])), r"the arguments \(y_true, y_pred, k\), got 2"),
    ],
)
def test_what_is_no_input_is_refused_with_a_reason(given, says):
    feedback = grade(lambda: given, "confusion_matrix_failing_input")
    assert feedback.passed is False
    assert re.search(says, feedback.summary)


def test_the_reference_of_train_network_is_what_mine_gives_until_yours_is_right():
    assert find("train_network").reference.__name__ == "train_network"
