"""What goes wrong in training, told by what the network then says of new images.

Many slips end in the same behaviour. Each entry stands for one behaviour, shown by the cheapest answer that
has it, and names the slips that lead there.
"""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.handwritten_digits.other_ways import nearest
from dlteach.functions import one_hot


def _said(change):
    """A good network whose answers are changed: `change(numbers, k)`."""

    def train(x, y, rng):
        predict = nearest(x, y)
        return lambda images: change(predict(images), int(y.max()) + 1)

    return train


def _of_form(give):
    """`predict` gives something else than class numbers: `give(n, k)`, whatever the images are."""

    def train(x, y, rng):
        return lambda images: give(len(images), int(y.max()) + 1)

    return train


def _always(choose):
    def train(x, y, rng):
        name = choose(y)
        return lambda images: np.full(len(images), name)

    return train


def _neither_0_nor_commonest(y):
    return next(name for name in range(1, 10) if name != np.bincount(y).argmax())


def _a_few_rows(x, y, rng):
    rows = rng.permutation(len(x))[:180]
    return nearest(x[rows], y[rows])


def _labels_shuffled_apart(x, y, rng):
    return nearest(x, rng.permutation(y))


def _last_rows(x, y, rng):
    return nearest(x[len(x) // 3 :], y[len(x) // 3 :])


def _table_of_training_images(x, y, rng):
    table = {image.tobytes(): name for image, name in zip(x, y)}
    return lambda images: np.array([table.get(image.tobytes(), 0) for image in images])


def _table_of_all_digits(x, y, rng):
    from dlteach.data import load_digits

    images, digits = load_digits()
    return nearest(images.reshape(-1, 64) / 16, digits)


def _scaled_by_its_own_statistics(x, y, rng):
    def standardized(images):
        return (images - images.mean(axis=0)) / (images.std(axis=0) + 1e-7)

    predict = nearest(standardized(x), y)
    return lambda images: predict(standardized(images))


def _dropout_still_on(x, y, rng):
    return lambda images: rng.integers(10, size=len(images))


def _never_for_one(n, k):
    if n == 1:
        raise IndexError("an axis is lost")
    return np.zeros(n)


def _rows(n, k):
    return one_hot(np.arange(n) % k, k)


OF_WHAT_COMES_BACK = (
    Mistake(
        "names-for-function",
        lambda x, y, rng: nearest(x, y)(x),
        "Numbers come back. `train_network` ends with `return predict`, the function itself, without "
        "parentheses: it is called later, with images that nobody has at hand yet.",
    ),
    Mistake(
        "weights-for-function",
        lambda x, y, rng: [np.zeros((64, 10)), np.zeros(10)],
        "The weights come back. Define a function inside, `def predict(images): ...`, that uses them, and "
        "return that function.",
    ),
    Mistake(
        "cost-for-function",
        lambda x, y, rng: 0.5,
        "One number comes back, a cost or an accuracy perhaps. Return the function `predict`, which names "
        "new images.",
    ),
    Mistake(
        "predict-gives-nothing",
        lambda x, y, rng: lambda images: None,
        "`train_network` returns a function, but that function gives nothing back: its own `return` is "
        "missing.",
    ),
)

OF_WHAT_PREDICT_GIVES = (
    Mistake(
        "probabilities",
        _of_form(lambda n, k: 0.5 / k + 0.5 * _rows(n, k)),
        "`predict` gives a row of probabilities for each image. It should give the number of the class: the "
        "place of the largest one, `argmax(axis=1)`.",
    ),
    Mistake(
        "logits",
        _of_form(lambda n, k: 5 * _rows(n, k) - 1),
        "`predict` gives a row of scores for each image. It should give the number of the class: the place "
        "of the largest one, `argmax(axis=1)`.",
    ),
    Mistake(
        "one-hot",
        _of_form(_rows),
        "`predict` gives one-hot rows. It should give class numbers, shape (n,): `argmax(axis=1)` turns the "
        "rows into them.",
    ),
    Mistake(
        "columns",
        _of_form(lambda n, k: _rows(n, k).T),
        "`predict` gives a column of scores for each image. In this course each example is a row; and what "
        "is asked for is one class number for each image.",
        kind="convention",
    ),
    Mistake(
        "largest-probability",
        _of_form(lambda n, k: np.full(n, 0.9)),
        "`predict` gives one number for each image that is no class number: the largest probability, "
        "perhaps. `max` gives the number itself, `argmax` its place, which is the class.",
    ),
    Mistake(
        "argmax-over-images",
        _of_form(lambda n, k: np.zeros(k)),
        "`predict` gives one number for each class: the argmax runs down the columns. Look for the largest "
        "number of each row, `argmax(axis=1)`.",
    ),
    Mistake(
        "one-for-all",
        _of_form(lambda n, k: 3),
        "`predict` gives a single number for all images. An `argmax` without `axis` does that, or a `return` "
        "inside a loop.",
    ),
    Mistake(
        "argument-ignored",
        lambda x, y, rng: lambda images: np.zeros(len(x)),
        "`predict` gives as many numbers as there were training images, or as the last batch had, whatever "
        "it is asked. It should compute with its own argument; check the names of the variables in it.",
    ),
    Mistake(
        "counts-from-one",
        _said(lambda numbers, k: numbers + 1),
        "The network is right, but every class number is one too high. Classes are counted from 0, as "
        "`argmax` does.",
        kind="convention",
    ),
    Mistake(
        "one-too-low",
        _said(lambda numbers, k: numbers - 1),
        "The network is right, but every class number is one too low. Classes are counted from 0, as in `y`.",
    ),
    Mistake(
        "least-likely",
        _said(lambda numbers, k: (numbers + 3) % k),
        "Hardly an image is named rightly, fewer than by chance, so the network knows something and says "
        "the opposite: is it an argmin, or a lost minus in front of the scores?",
    ),
    Mistake(
        "dropout-still-on",
        _dropout_still_on,
        "Asked twice about the same images, `predict` gives different answers. Dropout and noise belong "
        "into training; when predicting, all units are on.",
    ),
    Mistake(
        "depends-on-the-batch",
        _scaled_by_its_own_statistics,
        "An image alone gets another answer than the same image among others. Something is computed over "
        "the images that are asked: their mean and spread, batch normalisation, or a softmax over axis 0. "
        "Keep what training has computed, and work row by row.",
    ),
    Mistake(
        "not-for-one-image",
        _of_form(_never_for_one),
        "`predict` fails for one image alone, an array of shape (1, 64). Is an axis lost on the way, by "
        "`squeeze` for example?",
    ),
)

OF_TRAINING = (
    Mistake(
        "all-0",
        _always(lambda y: 0),
        "All images are called 0. That is what `argmax` says of a row of `nan`: print the cost of each "
        "epoch. If it becomes nan, take a lower learning rate, and a softmax and a logarithm that are safe. "
        "If it grows, the steps go uphill.",
    ),
    Mistake(
        "only-the-biases-learn",
        _always(lambda y: np.bincount(y).argmax()),
        "All images get the name of the commonest class in `y`: only the biases learn. Weights that all "
        "begin at 0 do that, for their gradients stay 0; draw them at random. A softmax over axis 0 in "
        "training does it too. If the cost grows, the steps go uphill or are too long.",
    ),
    Mistake(
        "one-class-for-all",
        _always(_neither_0_nor_commonest),
        "All images get the same name. The units of the hidden layer may be dead or saturated: take a lower "
        "learning rate. Or the steps go uphill: the gradient is subtracted, w − rate · gradient.",
    ),
    Mistake(
        "guessing",
        _labels_shuffled_apart,
        "The network names several classes, but is right hardly more often than by chance. Either the "
        "labels have lost their images, because x and y are shuffled in different orders; or next to "
        "nothing is learned: are the new weights stored, does `predict` use them, and is the learning rate "
        "far too small?",
    ),
    Mistake(
        "trained-too-little",
        _a_few_rows,
        "The network learns, but not enough. Does it see all batches of every epoch, or does a `return` "
        "stand inside the loop? If it does, train for more epochs, with a learning rate ten times as large, "
        "or with more hidden units; watch the cost.",
    ),
    Mistake(
        "not-shuffled",
        _last_rows,
        "It works while the rows are mixed, but not where they are sorted by class: then each batch holds "
        "one class, and the network forgets the earlier ones. Shuffle the rows anew in each epoch, x and y "
        "in the same order.",
    ),
    Mistake(
        "only-the-training-images",
        _table_of_training_images,
        "The training images are named rightly, new ones are not: this looks them up, or has learned them "
        "by heart. A network needs weights that work for any image.",
    ),
    Mistake(
        "the-usual-names",
        _table_of_all_digits,
        "The images get the usual names of digits. Here the classes are renamed, so that only `y` says what "
        "is what: the network must learn from the `x` and `y` that it is given, and from nothing else.",
    ),
)

TRAINING_MISTAKES = (*OF_WHAT_COMES_BACK, *OF_WHAT_PREDICT_GIVES, *OF_TRAINING)
