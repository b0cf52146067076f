"""Laws that every metric keeps: batches add up, a reset forgets, a stateless call leaves no trace."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlteach.keras import metrics

RNG = np.random.default_rng(5)
NUMBERS = RNG.normal(size=(12, 3)), RNG.normal(size=(12, 3))
POSITIVE = RNG.uniform(0.5, 2, size=(12, 3)), RNG.uniform(0.5, 2, size=(12, 3))
BITS = RNG.integers(0, 2, size=(12, 3)), RNG.uniform(size=(12, 3))
ROWS = np.eye(3)[RNG.integers(0, 3, size=12)], RNG.dirichlet([1, 1, 1], size=12)
LABELS = RNG.integers(0, 3, size=12), RNG.dirichlet([1, 1, 1], size=12)
CLASSES = RNG.integers(0, 3, size=12), RNG.integers(0, 3, size=12)

# A constructor without arguments, and labels and predictions that suit it.
OF_NUMBERS = "MeanSquaredError MeanAbsoluteError RootMeanSquaredError LogCoshError R2Score CosineSimilarity "
OF_NUMBERS += "PearsonCorrelation ConcordanceCorrelation"
OF_BITS = (
    "Hinge SquaredHinge CategoricalHinge BinaryAccuracy BinaryCrossentropy BinaryIoU Precision Recall AUC "
)
OF_BITS += "F1Score FBetaScore TruePositives TrueNegatives FalsePositives FalseNegatives"

METRICS = {
    **{name: (getattr(metrics, name), NUMBERS) for name in OF_NUMBERS.split()},
    **{name: (getattr(metrics, name), BITS) for name in OF_BITS.split()},
    "MeanAbsolutePercentageError": (metrics.MeanAbsolutePercentageError, POSITIVE),
    "MeanSquaredLogarithmicError": (metrics.MeanSquaredLogarithmicError, POSITIVE),
    "Poisson": (metrics.Poisson, POSITIVE),
    "AUC of labels": (lambda: metrics.AUC(multi_label=True, num_labels=3, curve="PR"), BITS),
    "SensitivityAtSpecificity": (lambda: metrics.SensitivityAtSpecificity(0.5), BITS),
    "SpecificityAtSensitivity": (lambda: metrics.SpecificityAtSensitivity(0.5), BITS),
    "PrecisionAtRecall": (lambda: metrics.PrecisionAtRecall(0.5), BITS),
    "RecallAtPrecision": (lambda: metrics.RecallAtPrecision(0.5), BITS),
    "CategoricalAccuracy": (metrics.CategoricalAccuracy, ROWS),
    "CategoricalCrossentropy": (metrics.CategoricalCrossentropy, ROWS),
    "KLDivergence": (metrics.KLDivergence, ROWS),
    "TopKCategoricalAccuracy": (lambda: metrics.TopKCategoricalAccuracy(k=2), ROWS),
    "OneHotIoU": (lambda: metrics.OneHotIoU(3, [0, 2]), ROWS),
    "OneHotMeanIoU": (lambda: metrics.OneHotMeanIoU(3), ROWS),
    "SparseCategoricalAccuracy": (metrics.SparseCategoricalAccuracy, LABELS),
    "SparseCategoricalCrossentropy": (metrics.SparseCategoricalCrossentropy, LABELS),
    "SparseTopKCategoricalAccuracy": (lambda: metrics.SparseTopKCategoricalAccuracy(k=2), LABELS),
    "Accuracy": (metrics.Accuracy, CLASSES),
    "IoU": (lambda: metrics.IoU(3, [0, 2]), CLASSES),
    "MeanIoU": (lambda: metrics.MeanIoU(3), CLASSES),
}


def test_the_table_has_every_metric():
    generic = {"Metric", "Mean", "Sum", "MeanMetricWrapper"}
    here = {type(make()).__name__ for make, _ in METRICS.values()}
    assert here == {one.__name__ for one in metrics.ALL_OBJECTS} - generic


@pytest.mark.parametrize("name", METRICS)
@settings(max_examples=5)
@given(cut=st.integers(1, 11))
def test_two_batches_count_as_one(name, cut):
    make, (y_true, y_pred) = METRICS[name]
    whole, parts = make(), make()
    whole.update_state(y_true, y_pred)
    parts.update_state(y_true[:cut], y_pred[:cut])
    parts.update_state(y_true[cut:], y_pred[cut:])
    np.testing.assert_allclose(parts.result(), whole.result(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", METRICS)
def test_an_example_of_weight_zero_does_not_count(name):
    make, (y_true, y_pred) = METRICS[name]
    few, weighted = make(), make()
    few.update_state(y_true[:8], y_pred[:8])
    weights = np.array([1] * 8 + [0] * 4)
    if name == "BinaryIoU":  # takes a weight for each place
        weights = np.repeat(weights, 3)
    weighted.update_state(y_true, y_pred, sample_weight=weights)
    np.testing.assert_allclose(weighted.result(), few.result(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", METRICS)
def test_after_a_reset_the_metric_is_as_new(name):
    make, (y_true, y_pred) = METRICS[name]
    metric = make()
    metric.update_state(y_true[::-1] * 0, y_pred)
    metric.reset_state()
    np.testing.assert_array_equal(metric(y_true, y_pred), make()(y_true, y_pred))


@pytest.mark.parametrize("name", METRICS)
def test_a_stateless_update_gives_the_same_and_changes_nothing(name):
    make, (y_true, y_pred) = METRICS[name]
    metric = make()
    expected = metric(y_true, y_pred)
    metric.reset_state()
    values = metric.stateless_update_state(metric.stateless_reset_state(), y_true, y_pred)
    np.testing.assert_array_equal(metric.stateless_result(values), expected)
    assert all(np.all(np.array(variable) == 0) for variable in metric.variables)


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_comes_back_from_its_configuration(name):
    make, (y_true, y_pred) = METRICS[name]
    metric = make()
    again = metrics.deserialize(metrics.serialize(metric))
    assert again.get_config() == metric.get_config()
    np.testing.assert_array_equal(again(y_true, y_pred), metric(y_true, y_pred))
