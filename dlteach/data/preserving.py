"""Does an augmentation keep the label? We ask a trained model."""

from collections.abc import Callable, Iterable

import numpy as np

from dlteach.data._arguments import check_same_length


def label_preserving(
    transform: Callable[[np.ndarray], np.ndarray],
    dataset: Iterable[tuple[np.ndarray, np.ndarray]],
    predict: Callable[[np.ndarray], np.ndarray],
) -> dict[int, float]:
    """For each class, how often a trained model stays with its answer when the images are transformed.

    1 says that the transform keeps what the model looks at; a class near 0 has become something else, as a
    mirrored 2 has. Such a transform is no augmentation for that class.

    Parameters
    ----------
    transform : callable
        transform(images) returns images.
    dataset : iterable of (images, labels)
        Batches, for example a `Dataset` after `batch`.
    predict : callable
        predict(images) returns one class for each image, shape (n,).

    Returns
    -------
    dict of int to float
        Share of unchanged predictions for each label that occurs, in order.

    Examples
    --------
    >>> from dlteach.data import horizontal_flip
    >>> images = np.zeros((2, 2, 2, 1))
    >>> images[0, :, 0] = images[1] = 1
    >>> ink_on_the_right = lambda x: (x[:, :, 1, 0].sum(axis=1) > 0).astype(int)
    >>> label_preserving(horizontal_flip, [(images, [0, 1])], ink_on_the_right)
    {0: 0.0, 1: 1.0}
    """
    labels, same = [], []
    for images, batch_labels in dataset:
        before, after = (np.asarray(predict(x)) for x in (images, transform(images)))
        if before.ndim != 1 or before.shape != after.shape:
            raise ValueError(
                f"label_preserving: expected predict to return classes of shape (n,), got {before.shape} and "
                f"{after.shape}; use .argmax(axis=1) on probabilities"
            )
        check_same_length("label_preserving", [before, np.asarray(batch_labels)])
        labels.append(np.asarray(batch_labels))
        same.append(before == after)
    if not labels:
        raise ValueError("label_preserving: expected at least one batch, got an empty dataset")
    every_label, every_same = np.concatenate(labels), np.concatenate(same)
    return {int(k): float(every_same[every_label == k].mean()) for k in np.unique(every_label)}
