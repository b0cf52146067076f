"""Loss objects: reductions, weights, masks, types, names and configurations."""

import numpy as np
import pytest

from dlteach.autodiff import Tensor
from dlteach.keras import backend, losses, ops

Y, P = np.array([[1.0], [2.0], [4.0]]), np.array([[1.0], [4.0], [1.0]])
ERRORS = np.array([0.0, 4.0, 9.0])
WEIGHTS = np.array([1.0, 0.5, 2.0])
WEIGHTED = ERRORS * WEIGHTS


@pytest.mark.parametrize(
    ("reduction", "plain", "weighted"),
    [
        ("sum_over_batch_size", ERRORS.mean(), WEIGHTED.mean()),
        ("mean", ERRORS.mean(), WEIGHTED.mean()),
        ("sum", ERRORS.sum(), WEIGHTED.sum()),
        ("mean_with_sample_weight", ERRORS.mean(), WEIGHTED.sum() / WEIGHTS.sum()),
        ("none", ERRORS, WEIGHTED),
        (None, ERRORS, WEIGHTED),
    ],
)
def test_a_reduction_with_and_without_weights(reduction, plain, weighted):
    loss = losses.MeanSquaredError(reduction=reduction)
    np.testing.assert_allclose(loss(Y, P), plain, rtol=1e-6)
    np.testing.assert_allclose(loss(Y, P, sample_weight=WEIGHTS), weighted, rtol=1e-6)


def test_masked_examples_do_not_count():
    predictions = P.astype("float32")
    backend.set_keras_mask(predictions, np.array([True, False, True]))
    assert losses.MeanSquaredError()(Y, predictions) == pytest.approx(4.5)
    weighted = losses.MeanSquaredError()(Y, predictions, sample_weight=WEIGHTS)
    assert weighted == pytest.approx((0 + 18) / 2)


def test_with_everything_masked_the_loss_is_zero_and_not_nan():
    predictions = P.astype("float32")
    backend.set_keras_mask(predictions, np.zeros(3, bool))
    assert losses.MeanSquaredError()(Y, predictions) == 0


def test_an_ignored_class_leaves_the_mean():
    probabilities = np.full((3, 2), 0.5)
    loss = losses.SparseCategoricalCrossentropy(ignore_class=-1)([0, -1, 1], probabilities)
    assert loss == pytest.approx(np.log(2))


def test_a_column_of_predictions_fits_a_vector_of_targets():
    assert losses.MeanSquaredError()(Y[:, 0], P) == losses.MeanSquaredError()(Y, P)


def test_the_quick_way_for_tensors_agrees_with_the_general_one():
    predictions = Tensor(P.astype("float32"), requires_grad=True)
    quick = losses.MeanSquaredError()(Y, predictions)
    general = losses.MeanSquaredError()(Y, predictions, sample_weight=np.ones(3))
    assert quick.item() == pytest.approx(general.item())
    quick.backward()
    np.testing.assert_allclose(predictions.grad, 2 * (P - Y) / 3, rtol=1e-6)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_a_loss_computes_in_its_dtype(dtype):
    assert losses.MeanSquaredError(dtype=dtype)(Y, P).dtype == dtype


def test_an_unknown_reduction_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"Invalid value for argument `reduction`.*'mean'"):
        losses.MeanSquaredError(reduction="average")


def test_a_loss_without_call_says_so():
    with pytest.raises(NotImplementedError, match="Half: expected a method call"):
        type("Half", (losses.Loss,), {})()(Y, P)


def test_a_loss_of_ones_own_is_weighted_and_reduced():
    class Cubed(losses.Loss):
        def call(self, y_true, y_pred):
            return ops.mean(ops.abs(y_true - y_pred) ** 3, axis=-1)

    assert Cubed(reduction="sum")(Y, P, sample_weight=WEIGHTS) == pytest.approx(0.5 * 8 + 2 * 27)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("mse", "mean_squared_error"),
        ("MAE", "mean_absolute_error"),
        ("mape", "mean_absolute_percentage_error"),
        ("MSLE", "mean_squared_logarithmic_error"),
        ("bce", "binary_crossentropy"),
        ("kld", "kl_divergence"),
        ("hinge", "hinge"),
    ],
)
def test_a_short_name_means_a_function(name, function):
    assert losses.get(name) is getattr(losses, function)


def test_a_name_that_means_nothing_is_refused_with_those_that_do():
    with pytest.raises(ValueError, match=r"Could not interpret loss identifier: 'msee'.*mse"):
        losses.get("msee")


CONFIGURED = [
    losses.MeanSquaredError(reduction="sum", name="squares"),
    losses.Huber(delta=3.0),
    losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1),
    losses.SparseCategoricalCrossentropy(ignore_class=2, axis=1),
    losses.CategoricalFocalCrossentropy(alpha=0.5, gamma=1.0),
    losses.Tversky(alpha=0.1, beta=0.3, axis=(1, 2)),
    losses.CategoricalGeneralizedCrossEntropy(q=0.3),
]


@pytest.mark.parametrize("loss", CONFIGURED, ids=lambda loss: loss.name)
def test_a_loss_comes_back_from_its_configuration(loss):
    again = losses.deserialize(losses.serialize(loss))
    assert type(again) is type(loss)
    assert again.get_config() == loss.get_config()
    assert again._fn_kwargs == loss._fn_kwargs


def test_what_keras_has_and_we_have_not_is_said():
    with pytest.raises(AttributeError, match="CTC is not part of dlteach; Keras has it"):
        _ = losses.CTC
