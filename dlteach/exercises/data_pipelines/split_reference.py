"""The reference for `train_test_split`: one shuffled list of row numbers, cut in two."""


def train_test_split(x, y, test_fraction, rng):
    order = rng.permutation(len(x))
    n_test = round(test_fraction * len(x))
    test, train = order[:n_test], order[n_test:]
    return x[train], x[test], y[train], y[test]
