"""Graders of lesson 10: code as learners write it, right, right elsewhere and wrong; laws, not draws."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.generalisation import EXERCISES

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "10_generalisation.py"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


# Right, in the styles of many teachers.


def feature_normalize(x, x_train):
    mu = np.mean(x_train, axis=0)
    sigma = np.std(x_train, axis=0)
    x_norm = np.zeros(x.shape)
    for j in range(x.shape[1]):
        x_norm[:, j] = (x[:, j] - mu[j]) / sigma[j] if sigma[j] else 0.0
    return x_norm, mu, sigma


def normalize_with_helpers(x, x_train):
    def constants(data):
        m = data.shape[0]
        mean = np.sum(data, axis=0) / m
        return mean, np.sqrt(np.sum((data - mean) ** 2, axis=0) / m)

    m, s = constants(x_train)
    return (x - m) / np.maximum(s, 1e-12)


def encode_with_a_dict(labels):
    mapping = {}
    for label in sorted(set(labels)):
        if label not in mapping:
            mapping[label] = len(mapping)
    return [mapping[label] for label in labels], sorted(mapping)


def encode_with_argmax(labels):
    classes = np.unique(labels)
    return (labels[:, None] == classes).argmax(axis=1), classes


def one_hot_encode(labels, classes):
    if not isinstance(labels, np.ndarray) or len(labels) == 0:
        return None
    try:
        matrix = np.zeros((classes, labels.shape[0]))
        matrix[labels, np.arange(labels.shape[0])] = 1
        return matrix.T
    except IndexError:
        return None


def one_hot_by_two_loops(labels, num_classes):
    rows = []
    for label in labels:
        rows.append([1.0 if label == c else 0.0 for c in range(num_classes)])
    return np.array(rows)


def xavier(fan_in, fan_out, rng):
    bound = math.sqrt(6) / math.sqrt(fan_in + fan_out)
    return -bound + 2 * bound * rng.random((fan_in, fan_out))


def he_of_a_school(fan_in, fan_out, rng):
    return rng.standard_normal(fan_in * fan_out).reshape(fan_in, fan_out) * np.sqrt(2.0 / fan_in)


def dropout_with_keep_prob(x, rate, rng, training=True):
    if training:
        keep_prob = 1 - rate
        d = rng.random((x.shape[0], x.shape[1])) < keep_prob
        d = d.astype(int)
        a = np.multiply(x, d) / keep_prob
        return a, d
    return x


def dropout_with_a_nested_cache(x, rate, rng, mode=True):
    if mode:
        mask = rng.binomial(1, 1 - rate, x.shape)
        return x * mask * (1.0 / (1.0 - rate)), ({"rate": rate}, mask)
    return x, ({"rate": rate}, None)


def batch_norm(z, gamma, beta, epsilon):
    m = z.shape[0]
    mean = (1 / m) * np.sum(z, axis=0, keepdims=True)
    var = (1 / m) * np.sum((z - mean) ** 2, axis=0, keepdims=True)
    z_norm = (z - mean) / np.sqrt(var + epsilon)
    return {"out": gamma * z_norm + beta}["out"]


def batch_norm_by_std(x, gamma, beta, epsilon=1e-5):
    out = np.empty(x.shape, dtype=float)
    for j in range(x.shape[1]):
        std = math.sqrt(np.std(x[:, j]) ** 2 + epsilon)
        out[:, j] = [gamma[j] * (value - np.mean(x[:, j])) / std + beta[j] for value in x[:, j]]
    return out, {"gamma": gamma}


def batch_norm_back_of_a_course(dout, x, gamma, mean, var, eps):
    n, _ = dout.shape
    xmu = x - mean
    ivar = 1.0 / np.sqrt(var + eps)
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * xmu * ivar, axis=0)
    dxhat = dout * gamma
    divar = np.sum(dxhat * xmu, axis=0)
    dxmu1 = dxhat * ivar
    dvar = divar * -0.5 * ivar**3
    dsq = 1.0 / n * np.ones((n, x.shape[1])) * dvar
    dx1 = dxmu1 + 2 * xmu * dsq
    dmu = -np.sum(dx1, axis=0)
    return dx1 + 1.0 / n * np.ones((n, x.shape[1])) * dmu, dgamma, dbeta


def stop_by_state(val_losses, patience):
    state = {"best": val_losses[0], "count": 0}
    for i in range(1, len(val_losses)):
        if state["best"] - val_losses[i] > 0:
            state["best"] = val_losses[i]
            state["count"] = 0
        else:
            state["count"] += 1
        if state["count"] == patience:
            return i
    return i if len(val_losses) > 1 else 0


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("standardize", feature_normalize),
        ("standardize", normalize_with_helpers),
        ("standardize", lambda x, t: (x - t.mean(0)) / np.where(t.std(0) > 0, t.std(0), 1)),
        ("standardize", lambda x, t: ((x - t.mean(0)) / (t.std(0) + 1e-7)).tolist()),
        ("label_encode", encode_with_a_dict),
        ("label_encode", encode_with_argmax),
        ("one_hot", one_hot_encode),
        ("one_hot", one_hot_by_two_loops),
        ("one_hot", lambda labels, k: np.eye(k, dtype=np.uint8)[labels]),
        ("one_hot", lambda labels, k: np.array([np.arange(k) == label for label in labels])),
        ("glorot_uniform", xavier),
        ("he_normal", he_of_a_school),
        ("he_normal", lambda i, o, rng: {"W": he_of_a_school(i, o, rng), "b": np.zeros(o)}),
        ("he_normal", lambda i, o, rng: rng.normal(0.0, np.sqrt(2 / i), [i, o]).tolist()),
        ("dropout_forward", dropout_with_keep_prob),
        ("dropout_forward", dropout_with_a_nested_cache),
        ("dropout_backward", lambda g, m, rate: (g / (1 - rate)) * np.asarray(m)),
        ("batch_norm_forward", batch_norm),
        ("batch_norm_forward", batch_norm_by_std),
        ("batch_norm_backward", batch_norm_back_of_a_course),
        ("batch_norm_backward", lambda *a: dict(zip("xgb", batch_norm_back_of_a_course(*a)))),
        ("early_stopping_epoch", stop_by_state),
        ("early_stopping_epoch", lambda losses, patience: np.array([stop_by_state(losses, patience)])),
        ("standardize_mended", normalize_with_helpers),
        ("standardize_failing_input", lambda: (np.ones((1, 2)), np.array([[0.0, 1.0], [4.0, 5.0]]))),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


# Wrong, or right under another convention: told so, by name.


def own_mean_by_loop(x, x_train):
    out = x.astype(float)
    for j in range(x.shape[1]):
        out[:, j] = (x[:, j] - np.mean(x[:, j])) / (np.std(x[:, j]) or 1.0)
    return out


def in_place(x, x_train):
    x -= np.mean(x_train, axis=0)
    x /= np.std(x_train, axis=0)
    return x


def unsorted(labels):
    classes = []
    for label in labels:
        if label not in classes:
            classes.append(label)
    return [classes.index(label) for label in labels], classes


def return_in_the_loop(labels, num_classes):
    out = np.zeros((len(labels), num_classes))
    for i in range(len(labels)):
        out[i, labels[i]] = 1
        return out


def width_from_max(labels, num_classes):
    rows = np.zeros((labels.size, labels.max() + 1))
    rows[np.arange(labels.size), labels] = 1
    return rows


def checked_too_well(labels, num_classes):
    if num_classes < 3:
        return None
    return np.eye(num_classes)[labels]


def global_numpy(fan_in, fan_out, rng):
    return np.random.randn(fan_in, fan_out) * np.sqrt(2 / fan_in)  # noqa: NPY002


def shared_mask(x, rate, rng, training=True):
    if not training:
        return x, None
    mask = (rng.random(x.shape[1]) > rate) / (1 - rate)
    return x * mask, np.broadcast_to(mask > 0, x.shape)


def keep_and_drop_mixed_up(x, rate, rng, training=True):
    mask = (rng.random(x.shape) > rate) / rate if rate else np.ones(x.shape)
    return (x * mask, mask > 0) if training else (x, mask > 0)


def divided_by_the_rate(x, rate, rng, training=True):
    mask = rng.random(x.shape) > rate
    return (x * mask / rate, mask) if training else (x, mask)


def always_on(x, rate, rng, training=True):
    mask = rng.random(x.shape) < 1 - rate
    return x * mask / (1 - rate), mask


def published_first(x, rate, rng, training=True):
    if training:
        mask = rng.random(x.shape) > rate
        return x * mask, mask
    return x * (1 - rate), None


def scaled_mask(x, rate, rng, training=True):
    mask = (rng.random(x.shape) > rate) / (1 - rate)
    return (x * mask, mask) if training else (x, mask)


def scaled_mask_kept_by_the_rate(x, rate, rng, training=True):
    mask = (rng.random(x.shape) < rate) / rate
    return (x * mask, {"mask": mask}) if training else (x, None)


def mask_of_one_column(x, rate, rng, training=True):
    if not training:
        return x, None
    keep_prob = 1 - rate
    d = rng.random((x.shape[0], 1)) < keep_prob
    return x * d / keep_prob, d


def dropout_by_halves(x, rng, training):
    mask = rng.random(x.shape) < 0.5
    return (x * mask / 0.5, mask) if training else (x, mask)


def forgets_its_mask(x, rate, rng, training=True):
    return x * (rng.random(x.shape) > rate) / (1 - rate) if training else x


def patience_plus_one(losses, patience):
    best, wait = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
            if wait > patience:
                return epoch
    return len(losses) - 1


def with_abs(losses, patience):
    best, wait = losses[0], 0
    for epoch, loss in enumerate(losses[1:], 1):
        if abs(best - loss) > 0:
            best, wait = min(best, loss), 0
        else:
            wait += 1
        if wait >= patience:
            return epoch
    return len(losses) - 1


def no_return_below(losses, patience):
    best, wait = float("inf"), 0
    for epoch, loss in enumerate(losses):
        wait = 0 if loss < best else wait + 1
        best = min(best, loss)
        if wait >= patience:
            return epoch


def batch_norm_back_from(gradients):
    def answer(grad_output, x, gamma, mean, variance, epsilon):
        std = np.sqrt(variance + epsilon)
        x_hat = (x - mean) / std
        grad_gamma, grad_beta = gradients(grad_output, x, x_hat)
        grad_x = gamma / std * (grad_output - (grad_beta + x_hat * grad_gamma) / len(x))
        return grad_x, grad_gamma, grad_beta

    return answer


def ignores_statistics(g, x, gamma, mean, variance, epsilon):
    x_hat = (x - mean) / np.sqrt(variance + epsilon)
    return g * gamma / np.sqrt(variance + epsilon), np.sum(g * x_hat, axis=0), np.sum(g, axis=0)


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("standardize", own_mean_by_loop, "own-statistics-guarded"),
        ("standardize", in_place, "in-place"),
        ("standardize", lambda x, t: (x - np.mean(t)) / np.std(t), "whole-table"),
        ("standardize", lambda x, t: (x - t.mean(0)) / t.std(0, ddof=1), "sample-deviation"),
        ("standardize", lambda x, t: (x - t.mean(0)) / t.std(0), "constant-column"),
        ("standardize", lambda x, t: (x - t.mean(0)) / t.var(0), "variance-for-deviation"),
        ("standardize", lambda x, t: (x - x.mean()) / x.std(), "whole-table-by-own-statistics"),
        ("label_encode", unsorted, "in-order-of-appearance"),
        ("label_encode", lambda labels: np.unique(labels, return_inverse=True), "exchanged"),
        ("label_encode", lambda labels: np.unique(labels, return_inverse=True)[1], "only-codes"),
        ("one_hot", width_from_max, "width-from-the-largest-label"),
        ("one_hot", lambda labels, k: np.eye(labels.max() + 1)[labels], "width-from-the-largest-label"),
        ("one_hot", lambda labels, k: np.eye(k)[labels].T, "examples-as-columns"),
        ("one_hot", lambda labels, k: np.eye(10)[labels], "ten-classes"),
        ("one_hot", return_in_the_loop, "first-row-only"),
        ("one_hot", checked_too_well, "two-classes-refused"),
        ("glorot_uniform", lambda i, o, rng: rng.uniform(0, np.sqrt(6 / (i + o)), (i, o)), "absolute"),
        ("glorot_uniform", lambda i, o, rng: xavier(i, o, rng).T, "units-as-rows"),
        ("he_normal", global_numpy, "rng-not-used"),
        ("he_normal", lambda i, o, rng: rng.random((i, o)) * np.sqrt(2 / i), "uniform-for-normal"),
        ("he_normal", lambda i, o, rng: rng.standard_normal((i, o)) * np.sqrt(1 / i), "half-the-variance"),
        ("he_normal", lambda i, o, rng: rng.standard_normal((i, o)) * 0.01, "always-a-hundredth"),
        ("dropout_forward", shared_mask, "mask-shared-by-the-batch"),
        ("dropout_forward", keep_and_drop_mixed_up, "divided-by-the-rate"),
        ("dropout_forward", divided_by_the_rate, "divided-by-the-rate"),
        ("dropout_forward", always_on, "active-in-use"),
        ("dropout_forward", published_first, "scaled-in-use"),
        ("dropout_forward", scaled_mask_kept_by_the_rate, "rate-as-keep"),
        ("dropout_forward", mask_of_one_column, "whole-examples-dropped"),
        ("dropout_forward", lambda x, r, rng, t=True: dropout_by_halves(x, rng, t), "rate-not-used"),
        ("dropout_forward", forgets_its_mask, "only-the-output"),
        ("dropout_backward", lambda g, m, rate: g * m, "scale-missing"),
        ("dropout_backward", lambda g, m, rate: g / (1 - rate), "mask-missing"),
        (
            "batch_norm_forward",
            lambda x, g, b, e: g * (x - x.mean(0)) / (x.std(0) + e) + b,
            "epsilon-outside",
        ),
        (
            "batch_norm_forward",
            lambda x, g, b, e: g * (x - x.mean(1)[:, None]) / np.sqrt(x.var(1)[:, None] + e) + b,
            "rows",
        ),
        (
            "batch_norm_forward",
            lambda x, g, b, e: (x - x.mean(0)) / np.sqrt(x.var(0) + e),
            "scale-and-offset",
        ),
        ("batch_norm_backward", ignores_statistics, "statistics-taken-for-constants"),
        (
            "batch_norm_backward",
            batch_norm_back_from(lambda g, x, x_hat: (np.sum(g * x, axis=0), np.sum(g, axis=0))),
            "scale-gradient-from-the-input-and-passed-on",
        ),
        (
            "batch_norm_backward",
            batch_norm_back_from(lambda g, x, x_hat: (np.mean(g * x_hat, axis=0), np.mean(g, axis=0))),
            "means-for-sums-and-passed-on",
        ),
        ("early_stopping_epoch", patience_plus_one, "one-epoch-too-many"),
        ("early_stopping_epoch", with_abs, "any-change-counts"),
        ("early_stopping_epoch", no_return_below, "none-without-a-stop"),
        ("early_stopping_epoch", lambda losses, patience: int(np.argmin(losses)), "best-epoch-of-all"),
        ("standardize_failing_input", lambda: (np.eye(2), np.eye(2)), "same-data"),
    ],
)
@pytest.mark.parametrize("seed", [0, 1])
def test_code_that_people_write_is_recognised(name, answer, mistake, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed is False
    assert feedback.mistakes, feedback.summary
    assert feedback.mistakes[0].startswith(mistake), feedback.summary


# Laws, not draws.


@pytest.mark.parametrize("name", ["glorot_uniform", "he_normal", "dropout_forward"])
def test_the_law_is_measured_on_at_least_40000_numbers(name):
    exercise = next(e for e in EXERCISES if e.name == name)
    sizes = []
    for case in exercise.cases(np.random.default_rng(0)):
        first, second = case.args[:2]
        sizes.append(first.size if isinstance(first, np.ndarray) else first * second)
    assert sum(size >= 40_000 for size in sizes) >= 2


@pytest.mark.parametrize("seed", range(5))
def test_a_mask_that_holds_the_scale_is_another_convention_and_passes(seed):
    feedback = grade(scaled_mask, "dropout_forward", seed)
    assert feedback.passed
    assert "holds the scale" in " ".join(feedback.remarks)


@pytest.mark.parametrize("seed", range(10))
def test_a_mask_drawn_in_another_order_is_as_good(seed):
    def by_columns(x, rate, rng, training=True):
        mask = np.array([rng.random(len(x)) >= rate for _ in range(x.shape[1])]).T
        return (x * mask / (1 - rate), mask) if training else (x, None)

    assert grade(by_columns, "dropout_forward", seed).passed


def test_a_rate_that_is_nearly_right_is_not_right():
    def a_little_more(x, rate, rng, training=True):
        mask = rng.random(x.shape) >= rate + 0.03 * (rate > 0)
        return (x * mask / (1 - rate), mask) if training else (x, None)

    assert grade(a_little_more, "dropout_forward").passed is False


def three_times_too_much(x, rate, rng, training=True):
    mask = rng.random(x.shape) >= rate
    return (3 * x * mask if training else x), mask


@pytest.mark.parametrize(
    ("name", "answer", "law"),
    [
        ("he_normal", lambda i, o, rng: rng.standard_normal((o, i)) * 0.3, "(fan_in, fan_out)"),
        ("glorot_uniform", lambda i, o, rng: rng.exponential(0.1, (i, o)) - 0.1, "distribution is uniform"),
        ("he_normal", lambda i, o, rng: rng.normal(0, 0.17, (i, o)), "√(2 / fan_in)"),
        ("dropout_forward", three_times_too_much, "divided by 1 − rate"),
        ("label_encode", lambda labels: ([0] * len(labels), ["z", *labels]), "sorted order"),
    ],
)
def test_a_mistake_without_a_name_is_told_which_law_it_breaks(name, answer, law):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert law in feedback.summary, feedback.summary


def test_an_answer_that_writes_into_its_input_is_told_so():
    def in_place_dropout(x, rate, rng, training=True):
        mask = rng.random(x.shape) >= rate
        if training:
            x *= mask
            x /= 1 - rate
        return x, mask

    assert grade(in_place_dropout, "dropout_forward").mistakes == ("changes-its-input",)


def test_a_negative_label_is_worth_a_remark_and_no_more():
    feedback = grade(lambda labels, k: np.eye(k)[labels], "one_hot")
    assert feedback.passed
    assert any("−1" in remark for remark in feedback.remarks)


def test_a_new_value_in_a_constant_column_decides_nothing():
    feedback = grade(lambda x, t: (x - t.mean(0)) / (t.std(0) + 1e-8), "standardize")
    assert feedback.passed
    assert any("constant" in remark for remark in feedback.remarks)


@pytest.mark.parametrize("data", [(np.ones(3), np.ones(3)), (np.ones((2, 3)), np.ones((2, 2))), ("a", "b")])
def test_an_input_that_is_no_pair_of_tables_is_refused_in_words(data):
    feedback = grade(lambda: data, "standardize_failing_input")
    assert feedback.passed is False
    assert "should" in feedback.summary
