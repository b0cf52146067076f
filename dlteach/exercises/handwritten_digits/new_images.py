"""Digits that no network has seen: how the cases of `train_network` are drawn, and what is told of an answer.

Every digit comes with the package, so a table of known images could pass for a trained network. It does not:
the new images carry a little noise of their own, and in two of three cases the classes have other names and
the images lie on their side. The labels of the new images stay in this file; they are no argument.
"""

from functools import cache
from hashlib import sha256
from typing import NamedTuple

import numpy as np

from dlteach.autograder import Case

BAR = 0.9
RIGHT = "at least 90 % of the new images are right"
TRAINING = 1200
NOISE = 0.03
ALONE = 6  # so many images are shown one by one
KNOWN = 200  # so many training images are shown once more

_TURNED = ((1, False), (3, False), (1, True), (3, True))  # quarter turns, and mirrored or not


class Held(NamedTuple):
    """What the new images show: the names that `y` gives them, the usual ones, and whether they are plain."""

    names: np.ndarray
    digits: np.ndarray
    plain: bool


_HELD: dict[str, Held] = {}


@cache
def _digits():
    from dlteach.data import load_digits

    return load_digits()


def draw_cases(rng):
    """Digits as they are; renamed and sorted by class; renamed and turned."""
    yield _case(rng, "digits as they are", plain=True)
    yield _case(rng, "other names for the digits, and rows that are sorted by class", by_class=True)
    yield _case(rng, "other names for the digits, and all images turned in the same way", turned=True)


def _case(rng, note, *, plain=False, by_class=False, turned=False):
    images, digits = _digits()
    names = (np.arange(10) if plain else rng.permutation(10))[digits]
    if turned:
        quarters, mirrored = _TURNED[rng.integers(len(_TURNED))]
        images = np.rot90(images[:, :, ::-1] if mirrored else images, quarters, axes=(1, 2))
    x = images.reshape(len(images), -1) / 16
    x = np.clip(x + rng.uniform(-NOISE, NOISE, size=x.shape), 0, 1)
    order = rng.permutation(len(x))
    rows, new = _thinned(rng, order[:TRAINING], names), order[TRAINING:]
    if by_class:
        rows = rows[np.argsort(names[rows], kind="stable")]
    _HELD[_key(x[new])] = Held(names[new].astype(np.int8), digits[new].astype(np.int8), plain)
    return Case((x[rows], names[rows], x[new], int(rng.integers(1_000_000))), note)


def _thinned(rng, rows, names):
    """The rows, with one class other than 0 commoner than the rest: it tells which answer is a mere bias."""
    common = rng.integers(1, 10)
    return rows[rng.random(len(rows)) < np.where(names[rows] == common, 1, 0.75)]


def _key(x_new):
    return sha256(x_new.tobytes()).hexdigest()


def measure(args, value):
    """The first telling fact about what a trained network says of the images in a case."""
    _, y, x_new, _ = args
    said = {name: np.asarray(given, dtype=float) for name, given in value.items()}
    fact = (
        _form(said["new"], len(x_new), int(y.max()) + 1)
        or _unsteady(said)
        or _worth(said, y, _HELD[_key(x_new)])
    )
    return {"predict": fact}


def _form(new, n, k):
    """What comes in place of a class number for each image; "" if nothing does."""
    if new.size == n and np.isfinite(new).all():
        if np.all(new == np.round(new)):
            return ""
        return "one number for each image that is no class number"
    if new.shape == (n, k):
        if np.isin(new, (0, 1)).all():
            return "one-hot rows"
        return "rows of probabilities" if np.allclose(new.sum(axis=1), 1) else "rows of logits"
    if new.shape == (k, n):
        return "columns of scores"
    if new.shape == (k,):
        return "one number for each class, not for each image"
    if new.size == 1:
        return "one number for all images together"
    return "not as many numbers as there are images"


def _unsteady(said):
    """Whether the answer about an image depends on more than that image; "" if it does not."""
    new = said["new"].ravel()
    if said["again"].shape != said["new"].shape or np.mean(said["again"].ravel() == new) < 0.99:
        return "asked twice about the same images, it gives different answers"
    if np.isnan(said["alone"]).all():
        return "one image alone gets no answer"
    if np.mean(said["alone"] == new[:ALONE]) < 0.8:
        return "an image alone gets another answer than among others"
    return ""


def _worth(said, y, held):
    new = said["new"].ravel()
    right = np.mean(new == held.names)
    if right >= BAR:
        return RIGHT
    if not held.plain and np.mean(new == held.digits) > 0.8:
        return "the images get the usual names of digits, which are not those in y"
    known = said["known"].ravel()
    if right < 0.5 and len(known) == KNOWN and np.mean(known == y[:KNOWN]) > 0.95:
        return "the training images are right, new ones are not"
    for shift, words in ((1, "one too high"), (-1, "one too low")):
        if np.mean(new == held.names + shift) >= BAR or np.mean(new == (held.names + shift) % 10) >= BAR:
            return f"the class numbers are {words}"
    classes, counts = np.unique(new, return_counts=True)
    if counts.max() > 0.99 * len(new):
        return _one_class(classes[counts.argmax()], y, held)
    if right < 0.015:
        return "hardly an image is right, fewer than by chance"
    if held.plain:
        return "no better than guessing" if right < 0.3 else "better than guessing, but below 90 %"
    return "fewer than 90 % of the new images are right"


def _one_class(name, y, held):
    """With plain digits we look at which class it is: that tells more, but it may be any by chance."""
    if held.plain and name == 0:
        return "all images are called 0"
    if held.plain and name == np.bincount(y).argmax():
        return "all images are called like the commonest class in y"
    return "all images get the same name"
