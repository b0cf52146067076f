"""Graders of lesson 13: graphs in many styles run the same programs, and what they compute is counted."""

import numpy as np
import pytest

import dlteach.tf1 as tf
from dlteach.autograder.judge import grade
from dlteach.exercises.graphs_and_sessions import EXERCISES
from dlteach.tf1.shapes import compatible

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def test_what_the_reference_allows_is_what_a_session_takes():
    exercise = BY_NAME["check_feed"]
    for case in exercise.cases(np.random.default_rng(0)):
        shape, value = case.args
        tf.reset_default_graph()
        x = tf.placeholder(tf.float32, shape)
        with tf.Session() as sess:
            try:
                sess.run(x, {x: value})
                taken = True
            except ValueError:
                taken = False
        assert taken == exercise.reference(shape, value), case.note


def early_returns(shape, value):
    actual = np.asarray(value).shape
    if len(actual) != len(shape):
        return False
    fits = True
    for expected, got in zip(shape, actual):
        if expected is not None and expected != got:
            fits = False
    return fits


def counts_matches(shape, value):
    got = np.shape(value)
    matches = sum(1 for k in range(min(len(shape), len(got))) if shape[k] is None or shape[k] == got[k])
    return matches == len(shape) == len(got)


def fills_in(shape, value):
    value = np.array(value)
    if value.ndim != len(shape):
        return False
    filled = list(shape)
    for axis, size in enumerate(filled):
        if size is None:
            filled[axis] = value.shape[axis]
    return tuple(filled) == value.shape


def catches_its_own_error(shape, value):
    try:
        assert len(shape) == np.ndim(value)
        for a, b in zip(shape, np.shape(value)):
            assert a in (None, b)
    except AssertionError:
        return False
    return True


@pytest.mark.parametrize(
    "answer",
    [
        early_returns,
        counts_matches,
        fills_in,
        catches_its_own_error,
        lambda shape, value: compatible(shape, np.shape(value)),
        lambda shape, value: np.bool_(early_returns(shape, value)),
    ],
)
@pytest.mark.parametrize("seed", [0, 1])
def test_a_check_of_feeds_passes_in_any_style(answer, seed):
    feedback = grade(answer, "check_feed", seed)
    assert feedback.passed, str(feedback)


def test_a_placeholder_without_a_shape_is_beyond_the_task():
    feedback = grade(early_returns, "check_feed")
    assert feedback.passed
    assert any("without a shape" in remark for remark in feedback.remarks)


def loops_over_the_shape(shape, value):
    got, fits = np.shape(value), []
    for k in range(len(shape)):
        fits.append(shape[k] is None or shape[k] == got[k])
    return all(fits)


def with_attribute(shape, value):
    return early_returns(shape, np.ones(value.shape))


def compares_rows_only(shape, value):
    return len(shape) == np.ndim(value) and shape[1:] == np.shape(value)[1:]


def raises_like_a_session(shape, value):
    if not early_returns(shape, value):
        raise ValueError("does not fit")
    return True


def refuses_in_its_own_words(shape, value):
    if not early_returns(shape, value):
        raise ValueError("no, that does not fit")
    return True


def refuses_another_number_of_axes(shape, value):
    if np.ndim(value) != len(shape):
        raise ValueError("axes")
    return early_returns(shape, value)


def forgets_the_end(shape, value):
    got = np.shape(value)
    if len(got) != len(shape):
        return False
    for size, n in zip(shape, got):
        fits = size is None or size == n
        return fits


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (refuses_in_its_own_words, "raises"),
        (refuses_another_number_of_axes, "raises-for-axes"),
        (forgets_the_end, "first-axis-only-and-no-end"),
        (loops_over_the_shape, "axes-not-counted-by-index"),
        (lambda s, v: all(a in (None, b) for a, b in zip(s, np.shape(v))), "axes-not-counted"),
        (lambda s, v: s == np.shape(v), "none-is-a-size"),
        (lambda s, v: len(s) == np.asarray(v).ndim, "axes-only"),
        (compares_rows_only, "examples-axis-free"),
        (with_attribute, "value-without-a-shape"),
        (lambda s, v: not early_returns(s, v), "turned-round"),
    ],
)
def test_a_wrong_check_is_recognised(answer, mistake):
    feedback = grade(answer, "check_feed", seed=3)
    assert feedback.passed is False
    assert feedback.mistakes[:1] == (mistake,), str(feedback)


def test_an_error_in_place_of_false_does_not_pass():
    assert grade(raises_like_a_session, "check_feed").passed is False


@pytest.mark.parametrize(
    ("inputs", "passes"),
    [
        (((None, 2), [[[1.0, 2.0]]]), False),
        (((None, 2), np.ones((2, 2, 2))), True),
        (([None, 2], np.ones(4)), True),
        (((2, 3), np.ones((2, 3))), False),
    ],
)
def test_the_mistake_to_debug_shows_on_another_number_of_axes(inputs, passes):
    assert grade(lambda: inputs, "check_feed_failing_input").passed is passes


def test_what_is_no_shape_is_refused_in_words():
    feedback = grade(lambda: (2.5, np.ones(3)), "check_feed_failing_input")
    assert "a tuple of whole numbers and None" in str(feedback)


class Operation:
    def __init__(self, kind, inputs=(), value=None):
        self.kind, self.inputs, self.value = kind, list(inputs), value


class WithKinds:
    """Nodes know their kind, and `run` has a branch for each."""

    def __init__(self):
        self.operations = []

    def new(self, *args):
        self.operations.append(Operation(*args))
        return self.operations[-1]

    def placeholder(self, name):
        return self.new("placeholder", (), name)

    def constant(self, value):
        return self.new("constant", (), value)

    def add(self, a, b):
        return self.new("add", (a, b))

    def multiply(self, a, b):
        return self.new("multiply", (a, b))

    def apply(self, function, *inputs):
        return self.new("apply", inputs, function)

    def run(self, fetches, feed_dict=None):
        cache = {}

        def evaluate(node):
            if node in cache:
                return cache[node]
            values = [evaluate(one) for one in node.inputs]
            if node.kind == "placeholder":
                result = feed_dict[node]
            elif node.kind == "constant":
                result = node.value
            elif node.kind == "add":
                result = values[0] + values[1]
            elif node.kind == "multiply":
                result = values[0] * values[1]
            else:
                result = node.value(*values)
            cache[node] = result
            return result

        if isinstance(fetches, (tuple, list)):
            return tuple(evaluate(node) for node in fetches)
        return evaluate(fetches)


class WithNames:
    """Nodes are strings that the graph makes unique."""

    def __init__(self):
        self.recipes = {}

    def new(self, name, function, inputs):
        key = f"{name}_{len(self.recipes)}"
        self.recipes[key] = (function, inputs)
        return key

    def placeholder(self, name):
        return self.new(name, None, ())

    def constant(self, value):
        return self.new("const", lambda: value, ())

    def apply(self, function, *inputs):
        return self.new("apply", function, inputs)

    def add(self, a, b):
        return self.new("add", lambda x, y: x + y, (a, b))

    def multiply(self, a, b):
        return self.new("mul", lambda x, y: x * y, (a, b))

    def run(self, fetches, feed_dict=None):
        feed_dict = feed_dict or {}
        if isinstance(fetches, str):
            return self.run([fetches], feed_dict)[0]
        needed, waiting = set(), list(fetches)
        while waiting:
            key = waiting.pop()
            if key not in needed:
                needed.add(key)
                waiting.extend(self.recipes[key][1])
        values = {}
        for key, (function, inputs) in self.recipes.items():
            if key in needed:
                if function is None and key not in feed_dict:
                    raise KeyError(f"feed {key}")
                values[key] = feed_dict[key] if function is None else function(*(values[i] for i in inputs))
        return [values[key] for key in fetches]


@pytest.mark.parametrize("answer", [WithKinds, WithNames])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_graph_passes_however_its_nodes_look(answer, seed):
    feedback = grade(answer, "Graph", seed)
    assert feedback.passed, str(feedback)


class NoMemory(WithKinds):
    def run(self, fetches, feed_dict=None):
        if isinstance(fetches, (tuple, list)):
            return [self.run(node, feed_dict) for node in fetches]
        values = [self.run(node, feed_dict) for node in fetches.inputs]
        if fetches.kind == "placeholder":
            return feed_dict[fetches]
        return {
            "constant": lambda *_: fetches.value,
            "add": np.add,
            "multiply": np.multiply,
            "apply": fetches.value,
        }[fetches.kind](*values)


class RunsAll(WithKinds):
    def run(self, fetches, feed_dict=None):
        values = {}
        for node in self.operations:
            inputs = [values[one] for one in node.inputs]
            if node.kind == "placeholder":
                values[node] = feed_dict[node]
            elif node.kind == "constant":
                values[node] = node.value
            else:
                function = {"add": np.add, "multiply": np.multiply}.get(node.kind, node.value)
                values[node] = function(*inputs)
        return [values[node] for node in fetches] if isinstance(fetches, (list, tuple)) else values[fetches]


class KeepsResults(WithKinds):
    def __init__(self):
        super().__init__()
        self.results = {}

    def run(self, fetches, feed_dict=None):
        if isinstance(fetches, (tuple, list)):
            return [self.run(node, feed_dict) for node in fetches]
        if fetches not in self.results:
            values = [self.run(node, feed_dict) for node in fetches.inputs]
            if fetches.kind == "placeholder":
                return feed_dict[fetches]
            function = {"add": np.add, "multiply": np.multiply}.get(fetches.kind, fetches.value)
            self.results[fetches] = fetches.value if fetches.kind == "constant" else function(*values)
        return self.results[fetches]


class Eager:
    def placeholder(self, name):
        return np.nan

    def constant(self, value):
        return value

    def add(self, a, b):
        return a + b

    def multiply(self, a, b):
        return a * b

    def apply(self, function, *inputs):
        return function(*inputs)

    def run(self, fetches, feed_dict=None):
        return fetches


class AsksForTruth(WithKinds):
    def run(self, fetches, feed_dict=None):
        values = dict(feed_dict or {})

        def value(node):
            if not values.get(node):
                inputs = [value(one) for one in node.inputs]
                function = {"add": np.add, "multiply": np.multiply, "placeholder": None}.get(
                    node.kind, node.value
                )
                values[node] = node.value if node.kind == "constant" else function(*inputs)
            return values[node]

        return [value(node) for node in fetches] if isinstance(fetches, (list, tuple)) else value(fetches)


class NeedsFeeds(WithKinds):
    def run(self, fetches, feed_dict=None):
        return super().run(fetches, feed_dict.copy())


class ListForOne(WithKinds):
    def run(self, fetches, feed_dict=None):
        fetches = fetches if isinstance(fetches, (list, tuple)) else [fetches]
        return list(super().run(fetches, feed_dict))


class ListsOnlyAsLists(WithKinds):
    def run(self, fetches, feed_dict=None):
        if isinstance(fetches, list):
            return list(super().run(fetches, feed_dict))
        if isinstance(fetches, tuple):
            raise AttributeError("'tuple' object has no attribute 'inputs'")
        return super().run(fetches, feed_dict)


class Forgiving(WithKinds):
    def run(self, fetches, feed_dict=None):
        feeds = {node: 0.0 for node in self.operations if node.kind == "placeholder"}
        return super().run(fetches, {**feeds, **(feed_dict or {})})


class Strict(WithKinds):
    def run(self, fetches, feed_dict=None):
        for node in self.operations:
            if node.kind == "placeholder" and node not in (feed_dict or {}):
                raise ValueError(f"feed {node.value}")
        return super().run(fetches, feed_dict)


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (NoMemory, "computed-again-and-again"),
        (RunsAll, "all-nodes-computed"),
        (KeepsResults, "values-kept-between-runs"),
        (ListsOnlyAsLists, "tuples-not-taken"),
        (AsksForTruth, "truth-of-values"),
        (ListForOne, "single-fetch-in-a-list"),
        (Forgiving, "missing-feed-is-0"),
        (Strict, "all-placeholders-must-be-fed"),
    ],
)
def test_a_wrong_graph_is_recognised(answer, mistake):
    feedback = grade(answer, "Graph", seed=3)
    assert feedback.passed is False
    assert feedback.mistakes[:1] == (mistake,), str(feedback)


@pytest.mark.parametrize("answer", [Eager, NeedsFeeds])
def test_a_wrong_graph_does_not_pass(answer):
    feedback = grade(answer, "Graph", seed=3)
    assert feedback.passed is False
    assert len(str(feedback)) > 60
