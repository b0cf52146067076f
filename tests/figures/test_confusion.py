"""Pictures of confusion matrices: every count is there, and the alt text names what is mixed up most."""

import numpy as np
import pytest

from dlteach.figures import plot_confusion

COUNTS = np.array([[5, 0, 1], [2, 3, 0], [0, 0, 0]])


def words(picture):
    return [text.get_text() for text in picture.figure.axes[0].texts]


def test_every_count_that_is_not_0_is_written_and_the_whole_diagonal():
    assert words(plot_confusion(COUNTS, "Three")) == ["5", "1", "2", "3", "0"]


def test_rows_are_true_classes_and_only_mistakes_are_coloured():
    axes = plot_confusion(COUNTS, "Three").figure.axes[0]
    assert (axes.get_ylabel(), axes.get_xlabel()) == ("true class", "class that is said")
    np.testing.assert_array_equal(axes.images[0].get_array(), [[0, 0, 1], [2, 0, 0], [0, 0, 0]])


def test_the_alt_text_tells_the_most_frequent_mistake_first():
    assert plot_confusion(COUNTS, "Three.").alt == (
        "Three. Confusion matrix of 11 examples in 3 classes, 8 right: 1 is called 0 2 times; "
        "0 is called 2 once."
    )


def test_many_kinds_of_mistake_are_counted_and_none_is_told_as_none():
    assert plot_confusion(np.ones((4, 4)), "Four").alt.endswith("; 7 other kinds of mistake.")
    assert plot_confusion(np.eye(2), "Two").alt.endswith("2 right: no mistake.")


def test_classes_may_have_names():
    picture = plot_confusion([[5, 0], [2, 3]], "Pets", classes=["cat", "dog"])
    assert "dog is called cat 2 times" in picture.alt
    assert [label.get_text() for label in picture.figure.axes[0].get_xticklabels()] == ["cat", "dog"]


@pytest.mark.parametrize(
    ("counts", "classes", "says"),
    [
        (np.ones((2, 3)), None, r"shape \(k, k\)"),
        (np.ones((21, 21)), None, "at most 20"),
        ([[0.5, 0.5], [0, 1]], None, "whole numbers"),
        ([[1]], ["a", "b"], "a name for each of 1 classes, got 2"),
    ],
)
def test_what_is_no_confusion_matrix_is_refused(counts, classes, says):
    with pytest.raises(ValueError, match=says):
        plot_confusion(counts, "No", classes=classes)
