"""The words about a training say what its numbers do, and nothing that they do not."""

import numpy as np
import pytest

from dlteach.functions.training_words import (
    best_epoch,
    describe_training,
    overfitting_from,
    quantities,
    training_curves,
)


def told(**history):
    return describe_training(history)


def overfits(train, val, name="loss"):
    return overfitting_from(name, training_curves({name: train, f"val_{name}": val}))


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        ([4, 2, 1], "falls from 4 at epoch 0 to 1 at epoch 2"),
        ([1, 2, 4], "rises from 1 at epoch 0 to 4 at epoch 2"),
        ([4, 1, 3], "falls from 4 at epoch 0 to 1 at epoch 1, then rises to 3 at epoch 2"),
        ([1, 9, 3], "rises from 1 at epoch 0 to 9 at epoch 1, then falls to 3 at epoch 2"),
        ([4, 3, 3.05, 2, 1, 1.1], "falls from 4 at epoch 0 to 1.1 at epoch 5"),
        ([2, 2, 2], "stays at 2"),
        ([2], "is 2 at epoch 0"),
        ([4, 2, np.nan, np.inf], "falls from 4 at epoch 0 to 2 at epoch 1, is not finite in 2 of 4 epochs"),
        ([np.nan, np.nan], "is never finite"),
    ],
    ids=["down", "up", "valley", "hill", "noise", "level", "one", "diverges", "nothing"],
)
def test_the_way_of_a_curve(losses, words):
    assert f"Training loss {words}. " in told(loss=losses)


def test_the_best_epoch_is_told_and_whether_it_is_the_last():
    assert "Best epoch: 1, with a training loss of 1." in told(loss=[4, 1, 3])
    assert "Best epoch: 2, the last, with a training loss of 1." in told(loss=[4, 2, 1])
    assert "No epoch is best" in told(loss=[np.nan])


def test_validation_judges_where_there_is_any():
    assert "Best epoch: 1, with a validation loss of 2." in told(loss=[4, 2, 1], val_loss=[4, 2, 3])


def test_of_accuracy_more_is_better_and_of_a_loss_less():
    curves = training_curves({"loss": [3, 1, 2], "binary_accuracy": [0.5, 0.7, 0.6]})
    assert best_epoch("loss", curves) == best_epoch("binary_accuracy", curves) == 1


@pytest.mark.parametrize(
    ("training", "validation", "words"),
    [
        (1, 1.5, "validation loss is 0.5 above training loss"),
        (1, 0.5, "validation loss is 0.5 below training loss"),
        (1, 1, "validation loss is the same as training loss"),
        (1, np.nan, "there is no gap to tell"),
    ],
)
def test_the_gap_at_the_end(training, validation, words):
    assert words in told(loss=[2, training], val_loss=[2, validation])


@pytest.mark.parametrize(
    ("train", "val", "since"),
    [
        ([4, 3, 2, 1], [4, 3, 3.5, 4], 2),
        ([4, 3, 2, 1], [4, 3, 2, 1], None),
        ([4, 3, 3.5, 4], [4, 3, 3.5, 4], None),
        ([4, 3, 2, 1], [4, 3, 3.02, 3.01], None),
        ([4, 3, 2, 1], [4, 3, np.nan, np.nan], None),
        ([4, 3], [np.nan, np.nan], None),
    ],
    ids=["overfits", "learns", "both get worse", "level", "lost", "never"],
)
def test_overfitting_is_validation_that_gets_worse_while_training_improves(train, val, since):
    assert overfits(train, val) == since


def test_overfitting_of_accuracy_is_a_fall():
    assert overfits([0.5, 0.6, 0.7, 0.9], [0.5, 0.7, 0.6, 0.6], "accuracy") == 2


def test_the_loss_comes_first_and_may_be_left_out():
    history = {"accuracy": [0.5], "learning_rate": [0.1], "loss": [1.0], "val_loss": [1.0]}
    assert quantities(training_curves(history)) == ["loss", "accuracy", "learning_rate"]
    assert "loss" not in describe_training(history, ["accuracy"])


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="expected names of loss, got 'acc'"):
        describe_training({"loss": [1.0]}, ["acc"])


def test_nothing_to_tell_is_refused():
    with pytest.raises(ValueError, match="has `fit` run"):
        describe_training({})


def test_a_dict_that_does_not_know_its_epochs_is_refused():
    with pytest.raises(ValueError, match=r"'val_loss': 1.*give the History itself"):
        describe_training({"loss": [2.0, 1.0], "val_loss": [1.0]})
