"""What epochs of mini-batches have in common, whichever order was drawn: computed from the batches alone."""

import numpy as np

NUMBERS = "biuf"


def read_epochs(args, epochs, count):
    """`count` epochs, each a list of pairs of arrays; a ValueError says why they are none.

    What is far larger than the data is refused, so that reading takes no longer than the data allow.
    """
    x, _, batch_size, _ = args
    if not (isinstance(epochs, list) and len(epochs) == count):
        raise ValueError("should give its batches in each epoch")
    row, longest = np.shape(x)[1:], 2 * (len(x) + int(batch_size))
    return [
        [_pair(batch, row, longest) for batch in _batches(epoch, most_batches(len(x)))] for epoch in epochs
    ]


def most_batches(n):
    """More of them are wrong, whatever is in them."""
    return 2 * n + 2


def _batches(epoch, most):
    if not (isinstance(epoch, list) and len(epoch) <= most):
        raise ValueError("should give its batches in each epoch")
    return epoch


def _pair(batch, row, longest):
    if not (isinstance(batch, tuple) and len(batch) == 2 and all(map(_holds_numbers, batch))):
        raise ValueError("should give batches of numbers, pairs of arrays")
    x_batch, y_batch = batch
    if x_batch.ndim == 0:
        raise ValueError("gives a single number where the rows of a batch should be")
    if row and x_batch.shape == row:
        raise ValueError(f"gives a single row, of shape {row}, where a batch of rows should be")
    if len(x_batch) > longest:
        raise ValueError(f"gives a batch of {len(x_batch)} rows, far more than there are")
    return x_batch, y_batch


def _holds_numbers(part):
    return isinstance(part, np.ndarray) and part.dtype.kind in NUMBERS


def row_numbers(x):
    """A function from rows to their numbers in x; what is no row of x has the number −1."""
    place = {row: k for k, row in enumerate(_flat(x))}
    return lambda rows: [place.get(row, -1) for row in _flat(rows)]


def _flat(rows):
    """Each row as a tuple of its cells."""
    cells = rows.size // len(rows) if len(rows) else 0
    return [tuple(row) for row in rows.reshape(len(rows), cells).tolist()]


def facts_of_orders(n, found):
    """Facts about epochs of batches, each batch a list of row numbers."""
    orders = [[row for batch in batches for row in batch] for batches in found]
    return {
        "every row exactly once": all(sorted(order) == list(range(n)) for order in orders),
        "rows in shuffled order": any(
            [(row - order[0]) % len(order) for row in order] != list(range(len(order)))
            for order in orders
            if order
        ),
        "a new order in each epoch": any(a != b for a, b in zip(orders[::2], orders[1::2])),
        "epochs mix different batches": len({str(sorted(map(sorted, batches))) for batches in found}) > 1,
    }


def in_words(facts):
    """Yes and no for True and False."""
    return {fact: {True: "yes", False: "no"}.get(true, true) for fact, true in facts.items()}


def facts_of_minibatches(args, value):
    """What is compared of the epochs from eight seeds, each drawn twice."""
    x, y = args[:2]
    number_of = row_numbers(x)

    def rows(x_batch):
        return number_of(x_batch) if x_batch.shape[1:] == x.shape[1:] else [-1] * len(x_batch)

    def read(epochs):
        return [
            [(rows(x_batch), np.ravel(y_batch).tolist()) for x_batch, y_batch in epoch]
            for epoch in read_epochs(args, epochs, 8)
        ]

    runs, again, labels = read(value["epochs"]), read(value["again"]), y.tolist()
    found = [[numbers for numbers, _ in epoch] for epoch in runs]
    facts = facts_of_orders(len(x), found)
    return in_words(
        {
            "sizes of the batches": ", ".join(str(len(batch)) for batch in found[0]),
            "every row exactly once": facts["every row exactly once"],
            "x and y stay in pairs": all(
                ys == [labels[row] for row in numbers] for epoch in runs for numbers, ys in epoch
            ),
            "rows in shuffled order": facts["rows in shuffled order"],
            "seeds mix different batches": facts["epochs mix different batches"],
            "same seed, same batches": again == runs,
        }
    )


def facts_of_batches(args, value):
    """What is compared of the epochs from eight seeds: two in a row, and the first of them once more."""
    x, y = np.asarray(args[0]), np.asarray(args[1])
    number_of = row_numbers(x)

    def rows(epoch):
        return [number_of(x_batch) for x_batch, _ in epoch]

    runs, again = read_epochs(args, value["epochs"], 16), read_epochs(args, value["again"], 8)
    found = list(map(rows, runs))
    pairs = all(
        np.size(ys) == np.size(y[numbers]) and np.array_equal(np.ravel(ys), np.ravel(y[numbers]))
        for epoch, epoch_rows in zip(runs, found)
        for (_, ys), numbers in zip(epoch, epoch_rows)
    )
    shapes = {(xs.shape[1:], ys.shape[1:]) for epoch in runs for xs, ys in epoch}
    facts = facts_of_orders(len(x), found)
    return in_words(
        {
            "sizes of the batches": ", ".join(str(len(batch)) for batch in found[0]),
            "shape of an example": "as in x" if {a for a, _ in shapes} == {x.shape[1:]} else "another",
            "shape of a label": "as in y" if {b for _, b in shapes} == {y.shape[1:]} else "another",
            "every row exactly once": facts.pop("every row exactly once"),
            "x and y stay in pairs": pairs,
            **facts,
            "same seed, same batches": [rows(epoch) for epoch in again] == found[::2],
        }
    )
