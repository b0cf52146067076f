"""Five small NumPy questions: what a class hands in, and the asserts of an instructor for other graders.

The functions are exercises of lessons 01, 06 and 07. Of five answers in a notebook three are right, one has a
mistake and one is still blank; which is which goes round.
"""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A function with a right and a wrong body, and asserts that tell them apart."""

    name: str
    parameters: str
    right: str
    wrong: str
    asserts: tuple[str, ...]

    def cell(self, body: str) -> str:
        return f"def {self.name}({self.parameters}):\n    {body}\n"


QUESTIONS = (
    Question(
        "mean_squared_error",
        "y_true, y_pred",
        "return np.mean((y_true - y_pred) ** 2)",
        "return np.sum((y_true - y_pred) ** 2)",
        (
            "assert np.isclose(mean_squared_error(np.array([1.0, 2.0]), np.array([1.0, 4.0])), 2.0)",
            "assert np.ndim(mean_squared_error(np.ones((3, 2)), np.zeros((3, 2)))) == 0",
            "assert np.isclose(mean_squared_error(np.ones((3, 2)), np.zeros((3, 2))), 1.0)",
        ),
    ),
    Question(
        "quadratic_cost_gradient",
        "y_true, y_pred",
        "return (y_pred - y_true) / len(y_pred)",
        "return y_pred - y_true",
        (
            "assert quadratic_cost_gradient(np.ones((4, 2)), np.zeros((4, 2))).shape == (4, 2)",
            "assert np.allclose(quadratic_cost_gradient(np.ones((4, 2)), np.zeros((4, 2))), -0.25)",
            "assert np.allclose(quadratic_cost_gradient(np.ones((1, 2)), np.ones((1, 2))), 0.0)",
        ),
    ),
    Question(
        "sigmoid",
        "z",
        "return 1 / (1 + np.exp(-z))",
        "return 1 / (1 + np.exp(z))",
        (
            "assert np.isclose(sigmoid(0.0), 0.5)",
            "assert np.allclose(sigmoid(np.array([-2.0, 2.0])), [0.11920292, 0.88079708])",
            "assert sigmoid(np.zeros((2, 3))).shape == (2, 3)",
        ),
    ),
    Question(
        "relu_derivative",
        "z",
        "return np.where(np.asarray(z) > 0, 1.0, 0.0)",
        "return np.maximum(z, 0)",
        (
            "assert np.array_equal(relu_derivative(np.array([-2.0, 3.0])), [0.0, 1.0])",
            "assert relu_derivative(np.array([0.0])) == 0",
            "assert relu_derivative(np.ones((2, 3))).shape == (2, 3)",
        ),
    ),
    Question(
        "softmax",
        "z",
        "e = np.exp(z - np.max(z, axis=1, keepdims=True))\n    return e / np.sum(e, axis=1, keepdims=True)",
        "e = np.exp(z - np.max(z))\n    return e / np.sum(e)",
        (
            "assert np.allclose(softmax(np.zeros((2, 4))), 0.25)",
            "assert np.allclose(softmax(np.array([[0.0, 1.0]])), [[0.26894142, 0.73105858]])",
            "assert np.all(np.isfinite(softmax(np.array([[1000.0, 0.0]]))))",
        ),
    ),
)
BLANK = "raise NotImplementedError"
IMPORT = "import numpy as np"


def answers(number: int) -> list[str]:
    """The cells of the five answers in the notebook with this number; no two notebooks are alike."""
    cells = []
    for place, question in enumerate(QUESTIONS):
        body = {3: question.wrong, 4: BLANK}.get((place + number) % 5, question.right)
        cells.append(question.cell(body) + f"# notebook {number}\n")
    return cells


def points(number: int) -> int:
    """How many of them are right."""
    return sum((place + number) % 5 < 3 for place in range(len(QUESTIONS)))


def notebook(cells: list[str]) -> bytes:
    """The bytes of a notebook with these code cells."""
    data = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "dlteach": {"name": "five_questions"},  # a set of an instructor's own
        },
        "cells": [code_cell(f"cell-{k}", source) for k, source in enumerate(cells)],
    }
    return json.dumps(data, indent=1).encode()


def code_cell(id_: str, source: str, **metadata: object) -> dict[str, object]:
    """A code cell that has not run."""
    return {
        "cell_type": "code",
        "id": id_,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def submission(number: int) -> bytes:
    """A notebook as it is handed in."""
    return notebook([IMPORT, *answers(number)])
