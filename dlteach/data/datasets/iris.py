"""Iris flowers: four measurements and three species whose names want encoding."""

import csv
from importlib.resources import files

import numpy as np


def load_iris() -> tuple[np.ndarray, np.ndarray]:
    """Read the measurements of 150 iris flowers.

    Returns
    -------
    x : ndarray of float64, shape (150, 4)
        Sepal length, sepal width, petal length, petal width, in cm.
    species : ndarray of str, shape (150,)
        "setosa", "versicolor" or "virginica", 50 of each; `label_encode` makes integers of them.

    References
    ----------
    R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7 (1936);
    UCI Machine Learning Repository, https://doi.org/10.24432/C56C76. CC BY 4.0.

    Examples
    --------
    >>> x, species = load_iris()
    >>> print(x[0], species[0])
    [5.1 3.5 1.4 0.2] setosa
    """
    with files("dlteach.data").joinpath("iris.csv").open(encoding="utf-8") as file:
        _, *rows = csv.reader(file)
    return np.array([row[:4] for row in rows], dtype=np.float64), np.array([row[4] for row in rows])
