"""What `keras.ops` computes: against NumPy, SciPy and the rules of Keras for types and shapes."""

import numpy as np
import pytest
from scipy import special

from dlteach.keras import KerasTensor, ops

X = np.random.default_rng(5).normal(size=(3, 4)).astype(np.float32)
N = np.array([[1, -2, 3], [0, 5, 2]], np.int32)
B = np.array([True, False, True])


@pytest.mark.parametrize(
    ("out", "dtype"),
    [
        (lambda: ops.add(N, X[0, :3]), "float32"),
        (lambda: ops.add(N, 1.5), "float32"),
        (lambda: ops.add(N, 2), "int32"),
        (lambda: ops.add(X.astype("float16"), 1.5), "float16"),
        (lambda: ops.add(np.ones(2), np.ones(2)), "float32"),
        (lambda: ops.divide(N, 2), "float32"),
        (lambda: ops.mean(N), "float32"),
        (lambda: ops.sum(B), "int32"),
        (lambda: ops.sum(N.astype("int8")), "int32"),
        (lambda: ops.sin(N), "float32"),
        (lambda: ops.argmax(X), "int32"),
        (lambda: ops.arange(3), "int32"),
        (lambda: ops.zeros(3), "float32"),
        (lambda: ops.square(B), "int32"),
        (lambda: ops.matmul(N.astype("int8"), N.T.astype("int8")), "int32"),
    ],
)
def test_types_follow_the_rules_of_keras(out, dtype):
    assert ops.dtype(out()) == dtype


@pytest.mark.parametrize("axis", [0, 1, -1, (0, 1), None])
def test_softmax_is_scipys_along_any_axes(axis):
    np.testing.assert_allclose(ops.softmax(X, axis), special.softmax(X, axis), rtol=1e-6)
    np.testing.assert_allclose(ops.log_softmax(X, axis), special.log_softmax(X, axis), rtol=1e-5, atol=1e-7)


def test_softmax_of_one_class_warns():
    with pytest.warns(UserWarning, match="softmax over axis -1 .* use a sigmoid"):
        ops.softmax(X[:, :1])


@pytest.mark.parametrize("ord", [None, 1, 2, 3, np.inf, -np.inf, 0])
def test_lengths_of_vectors_are_numpys(ord):
    np.testing.assert_allclose(ops.norm(X, ord, axis=1), np.linalg.norm(X, ord, axis=1), rtol=1e-5)


@pytest.mark.parametrize("ord", [None, "fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf])
def test_norms_of_matrices_are_numpys(ord):
    expected = np.linalg.norm(X, ord, axis=(0, 1), keepdims=True)
    np.testing.assert_allclose(ops.norm(X, ord, axis=(0, 1), keepdims=True), expected, rtol=1e-5)


def test_cross_entropies_are_those_of_their_formulas():
    p = special.softmax(X, axis=1)
    y = np.eye(4, dtype=np.float32)[[2, 0, 1]]
    expected = -np.log(p[np.arange(3), [2, 0, 1]])
    np.testing.assert_allclose(ops.categorical_crossentropy(y, p), expected, rtol=1e-5)
    np.testing.assert_allclose(ops.categorical_crossentropy(y, X, from_logits=True), expected, rtol=1e-5)
    np.testing.assert_allclose(ops.categorical_crossentropy(y.T, p.T, axis=0), expected, rtol=1e-5)
    for labels in ([2, 0, 1], [[2], [0], [1]]):
        np.testing.assert_allclose(ops.sparse_categorical_crossentropy(labels, p), expected, rtol=1e-5)
        np.testing.assert_allclose(ops.sparse_categorical_crossentropy(labels, X, True), expected, rtol=1e-5)
    expected = -(y * np.log(p) + (1 - y) * np.log1p(-p))
    np.testing.assert_allclose(ops.binary_crossentropy(y, p), expected, rtol=1e-4)
    logits = special.logit(p.astype(np.float64)).astype(np.float32)
    np.testing.assert_allclose(ops.binary_crossentropy(y, logits, from_logits=True), expected, rtol=1e-4)


def test_a_certain_and_wrong_prediction_costs_what_it_costs_in_keras():
    np.testing.assert_allclose(ops.binary_crossentropy([0.0], [1.0]), [15.942385], rtol=1e-6)
    np.testing.assert_allclose(
        ops.categorical_crossentropy([[1.0, 0.0]], [[0.0, 1.0]]), [16.118095], rtol=1e-6
    )


def test_a_label_that_is_no_class_costs_nothing():
    np.testing.assert_array_equal(ops.sparse_categorical_crossentropy([-1, 4], X[:2], True), 0)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"must have the same shape.*\(3, 4\).*\(4,\)"):
        ops.binary_crossentropy(X, X[0])
    with pytest.raises(ValueError, match="up until the last dimension"):
        ops.sparse_categorical_crossentropy([0, 1], X)


def test_in_top_k_and_top_k():
    scores = np.array([[0.1, 0.5, 0.4], [0.7, 0.2, 0.1]], np.float32)
    np.testing.assert_array_equal(ops.in_top_k([2, 2], scores, 2), [True, False])
    values, places = ops.top_k(scores, 2)
    np.testing.assert_array_equal(values, np.sort(scores)[:, :0:-1])
    np.testing.assert_array_equal(places, [[1, 2], [0, 1]])


def test_segments_without_rows_are_zero_and_negative_numbers_are_left_out():
    out = ops.segment_sum(X, [2, -1, 2], num_segments=4)
    np.testing.assert_allclose(out, [np.zeros(4), np.zeros(4), X[0] + X[2], np.zeros(4)], rtol=1e-6)
    assert ops.segment_max([3, 1], [0, 0])[0] == 3


def test_loops_and_choices_run_python():
    assert ops.fori_loop(0, 4, lambda i, v: v + i, 1) == 7
    assert ops.switch(7, [lambda: "a", lambda: "b"]) == "b"
    last, sums = ops.scan(lambda s, x: (s + x, s), ops.zeros(()), X[:, 0], reverse=True)
    assert last == pytest.approx(X[:, 0].sum())
    np.testing.assert_allclose(sums, [X[1, 0] + X[2, 0], X[2, 0], 0], rtol=1e-5)
    np.testing.assert_array_equal(ops.associative_scan(np.add, np.arange(5)), [0, 1, 3, 6, 10])


@pytest.mark.parametrize(
    ("call", "shape"),
    [
        (lambda x: x + np.ones((2, 1)), (2, 3)),
        (lambda x: ops.matmul(x, KerasTensor((3, 5))), (None, 5)),
        (lambda x: ops.einsum("ij,kj->ik", x, KerasTensor((7, 3))), (None, 7)),
        (lambda x: ops.concatenate([x, x], axis=0), (None, 3)),
        (lambda x: ops.concatenate([x, x], axis=1), (None, 6)),
        (lambda x: ops.reshape(x, (-1, 3, 1)), (None, 3, 1)),
        (lambda x: ops.expand_dims(x, 1), (None, 1, 3)),
        (lambda x: x[:, 1], (None,)),
        (lambda x: x[12], (3,)),
        (lambda x: x[:4], (None, 3)),
        (lambda x: ops.split(x, 3, axis=1)[0], (None, 1)),
        (lambda x: ops.pad(x, 1), (None, 5)),
        (lambda x: ops.mean(x, axis=0), (3,)),
        (lambda x: ops.softmax(x), (None, 3)),
        (lambda x: ops.sparse_categorical_crossentropy(KerasTensor((None,)), x), (None,)),
        (lambda x: ops.one_hot(x, 4), (None, 3, 4)),
    ],
)
def test_a_size_that_is_not_known_stays_unknown(call, shape):
    assert call(KerasTensor((None, 3))).shape == shape


def test_symbolic_types_are_those_of_the_values():
    assert ops.add(KerasTensor((2,), "int32"), 1.5).dtype == "float32"
    assert ops.argmax(KerasTensor((2, 3))).dtype == "int32"


@pytest.mark.parametrize("name", ["Add", "NanToNum", "SparseCategoricalCrossentropy", "ExpandDims"])
def test_every_operation_is_also_a_class(name):
    assert isinstance(getattr(ops, name)(), ops.Operation)


def test_a_class_is_made_with_settings_and_called_with_values():
    np.testing.assert_allclose(ops.Mean(axis=1)(X), X.mean(axis=1), rtol=1e-6)
    np.testing.assert_allclose(ops.Einsum("ij->j")(X), X.sum(axis=0), rtol=1e-6)


def test_what_keras_has_and_dlteach_has_not_says_so():
    with pytest.raises(AttributeError, match="ctc_decode is not part of dlteach; Keras has it: import keras"):
        ops.ctc_decode  # noqa: B018
