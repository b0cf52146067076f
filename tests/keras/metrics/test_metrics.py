"""What single metrics are, from definitions outside the library."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlteach.keras import Variable, metrics

RNG = np.random.default_rng(6)


def test_a_mean_weighs_its_values():
    mean = metrics.Mean()
    mean.update_state([1.0, 3.0], sample_weight=[1.0, 0.0])
    mean.update_state([5.0])
    assert mean.result() == 3


def test_a_mean_before_the_first_value_is_zero():
    assert metrics.Mean().result() == 0


def test_an_empty_batch_changes_no_mean():
    mean = metrics.Mean()
    mean.update_state([2.0])
    mean.update_state(np.zeros(0))
    assert mean.result() == 2


def test_the_threshold_itself_is_no():
    np.testing.assert_array_equal(metrics.binary_accuracy([1, 0], [0.5, 0.5]), [0, 1])


@pytest.mark.parametrize("columns", [False, True])
def test_labels_may_stand_in_a_column(columns):
    labels, scores = np.array([1, 0, 1]), np.array([[0.1, 0.9], [0.2, 0.8], [0.3, 0.7]])
    matches = metrics.sparse_categorical_accuracy(labels[:, None] if columns else labels, scores)
    np.testing.assert_array_equal(matches, [1, 0, 1])


@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_right_class_is_among_the_k_best(k):
    labels, scores = RNG.integers(0, 4, 50), RNG.normal(size=(50, 4))
    best = np.argsort(-scores, axis=1)[:, :k]
    expected = [label in row for label, row in zip(labels, best)]
    np.testing.assert_array_equal(metrics.sparse_top_k_categorical_accuracy(labels, scores, k), expected)
    np.testing.assert_array_equal(metrics.top_k_categorical_accuracy(np.eye(4)[labels], scores, k), expected)
    ids = np.argsort(-scores, axis=1)
    np.testing.assert_array_equal(
        metrics.sparse_top_k_categorical_accuracy(labels, ids, k, from_sorted_ids=True), expected
    )


@given(arrays(bool, 20), arrays(np.float64, 20, elements=st.sampled_from([0, 0.2, 0.5, 0.7, 1])))
def test_the_four_outcomes_are_counted_at_each_threshold(labels, predictions):
    thresholds = [0.7, 0.2, 0.5]  # in any order
    for index, threshold in enumerate(thresholds):
        yes = predictions > threshold
        for metric, right in [
            (metrics.TruePositives, labels & yes),
            (metrics.FalsePositives, ~labels & yes),
            (metrics.TrueNegatives, ~labels & ~yes),
            (metrics.FalseNegatives, labels & ~yes),
        ]:
            assert metric(thresholds)(labels, predictions)[index] == right.sum()


def test_an_outcome_has_the_weight_of_its_example():
    assert metrics.TruePositives()([1, 1, 0], [0.9, 0.8, 0.7], sample_weight=[2, 0.5, 9]) == 2.5


def test_nan_is_never_yes():
    assert metrics.FalsePositives()([0, 0], [np.nan, 1.0]) == 1


def test_precision_of_the_top_k_counts_only_those():
    precision = metrics.Precision(top_k=2)([[0, 1, 1]], [[0.9, 0.8, 0.7]])
    assert precision == 0.5


def test_recall_of_one_class_looks_at_its_column():
    assert metrics.Recall(class_id=1)([[1, 1], [1, 1]], [[0, 0.9], [0, 0.1]]) == 0.5


@given(arrays(bool, 15), arrays(np.int8, 15, elements=st.integers(0, 20)))
def test_the_area_under_roc_is_the_chance_to_rank_a_pair_rightly(labels, ranks):
    scores = ranks / 20
    auc = metrics.AUC()(labels, scores)
    if labels.all() or not labels.any():
        assert auc == 0
        return
    difference = scores[labels][:, None] - scores[~labels]
    assert auc == pytest.approx(np.mean((difference > 0) + 0.5 * (difference == 0)), abs=1e-6)


@pytest.mark.parametrize("curve", ["ROC", "PR", "PRGAIN"])
def test_a_perfect_ranking_has_the_area_one(curve):
    assert metrics.AUC(curve=curve)([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]) == pytest.approx(1, abs=1e-5)


def test_minoring_is_below_interpolation_is_below_majoring():
    labels, scores = RNG.integers(0, 2, 200), RNG.uniform(size=200)
    areas = [
        metrics.AUC(summation_method=method)(labels, scores)
        for method in ("minoring", "interpolation", "majoring")
    ]
    assert areas[0] < areas[1] < areas[2]


def test_f1_is_the_harmonic_mean_of_precision_and_recall():
    labels, scores = RNG.integers(0, 2, (60, 1)), RNG.uniform(size=(60, 1))
    precision, recall = metrics.Precision()(labels, scores), metrics.Recall()(labels, scores)
    f1 = metrics.F1Score(threshold=0.5)(labels, scores)
    np.testing.assert_allclose(f1, 2 / (1 / precision + 1 / recall), rtol=1e-5)


def test_iou_is_intersection_over_union_of_sets():
    labels, predictions = RNG.integers(0, 3, 40), RNG.integers(0, 3, 40)
    expected = [
        np.sum((labels == c) & (predictions == c)) / np.sum((labels == c) | (predictions == c))
        for c in range(3)
    ]
    assert metrics.MeanIoU(3)(labels, predictions) == pytest.approx(np.mean(expected), rel=1e-5)
    assert metrics.IoU(3, [1])(labels, predictions) == pytest.approx(expected[1], rel=1e-5)


def test_an_ignored_class_does_not_count_in_the_union():
    assert metrics.IoU(2, [0], ignore_class=-1)([0, -1], [0, 0]) == pytest.approx(1)


def test_r2_is_one_minus_the_unexplained_part():
    y, p = RNG.normal(size=(30, 2)), RNG.normal(size=(30, 2))
    each = 1 - ((y - p) ** 2).sum(0) / ((y - y.mean(0)) ** 2).sum(0)
    np.testing.assert_allclose(metrics.R2Score(class_aggregation=None)(y, p), each, rtol=1e-4)
    np.testing.assert_allclose(metrics.R2Score()(y, p), each.mean(), rtol=1e-4)


def test_pearson_agrees_with_numpy():
    y, p = RNG.normal(size=20), RNG.normal(size=20)
    assert metrics.PearsonCorrelation()([y], [p]) == pytest.approx(np.corrcoef(y, p)[0, 1], rel=1e-5)


def test_a_metric_finds_variables_and_metrics_in_its_attributes():
    class Both(metrics.Metric):
        def __init__(self):
            super().__init__(name="both")
            self.parts = {"mean": metrics.Mean(), "more": [Variable(0.0)]}

    assert len(Both().variables) == 3


def test_a_metric_that_forgot_super_says_so():
    class Forgot(metrics.Metric):
        def __init__(self):
            pass

    with pytest.raises(RuntimeError, match=r"forgot to call `super\(\).__init__\(\)`"):
        Forgot().add_variable((), "zeros")


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"one shape, got \(2,\) and \(2, 3\)"):
        metrics.Precision().update_state([0, 1], np.zeros((2, 3)))
