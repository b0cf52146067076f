"""Make dlteach/data/digits.npz and dlteach/data/iris.csv from the copies that scikit-learn ships.

pip install scikit-learn
python authoring/data/make_digits.py
"""

import csv
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits, load_iris

DATA = Path(__file__).resolve().parents[2] / "dlteach" / "data"

digits = load_digits()
np.savez_compressed(
    DATA / "digits.npz", images=digits.images.astype(np.uint8), labels=digits.target.astype(np.uint8)
)

iris = load_iris()
with open(DATA / "iris.csv", "w", newline="", encoding="utf-8") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["sepal_length", "sepal_width", "petal_length", "petal_width", "species"])
    for row, label in zip(iris.data, iris.target):
        table.writerow([*row.tolist(), iris.target_names[label]])
