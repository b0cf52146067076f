"""The epoch that ends the training, against the callback of dlteach.keras."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import early_stopping_epoch
from dlteach.keras.callbacks import EarlyStopping


def last_epoch_of_the_callback(losses, patience):
    """Feed the callback one loss after the other, as `fit` does."""

    class Model:
        stop_training = False

    stop = EarlyStopping("val_loss", patience=patience, mode="min")
    stop.set_model(Model())
    stop.on_train_begin()
    for epoch, loss in enumerate(losses):
        stop.on_epoch_end(epoch, {"val_loss": loss})
        if stop.model.stop_training:
            return epoch
    return len(losses) - 1


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(1, 5))
def test_it_stops_where_the_callback_of_keras_stops(losses, patience):
    assert early_stopping_epoch(losses, patience) == last_epoch_of_the_callback(losses, patience)


@pytest.mark.parametrize("patience", [0, -1])
def test_patience_is_at_least_one_epoch(patience):
    with pytest.raises(ValueError, match="patience: expected a whole number of at least 1"):
        early_stopping_epoch([1.0], patience)


def test_without_losses_there_is_no_last_epoch():
    with pytest.raises(ValueError, match="at least one entry in val_losses"):
        early_stopping_epoch(np.array([]), 1)
