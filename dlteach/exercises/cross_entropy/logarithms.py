"""Mistakes of the log loss in what stands inside and around its logarithms."""

import numpy as np

from dlteach.autograder import Mistake

COARSE = (0.1, 0.05, 0.01, 1e-3, 1e-4)
_CLIPPED = (
    "The predictions are clipped at {:g} and {:g}, so far inside that it shows: one that is surer costs as "
    "much. Clip at 1e-12, next to 0 and 1."
)
TINY = (1e-15, 1e-12, 1e-9, 1e-7, 1e-5)


def _clipped(p, eps=1e-12):
    return np.clip(p, eps, 1 - eps)


def _slope(y, p):
    return (p - y) / (_clipped(p) * (1 - _clipped(p)))


LOGARITHM_MISTAKES = (
    Mistake(
        "label-in-one-logarithm",
        lambda y, p: np.mean(-y * np.log(y) - (1 - p) * np.log(1 - p)),
        "Labels and predictions are mixed up: each logarithm is of the same number as its weight. The "
        "weight is the label, y and 1 − y; the logarithm is of the prediction, p and 1 − p.",
    ),
    Mistake(
        "prediction-as-both-weights",
        lambda y, p: -np.mean(p * np.log(_clipped(p)) + (1 - p) * np.log(1 - _clipped(p))),
        "The predictions are the weights too, so the labels count for nothing. The weights are y and 1 − y.",
    ),
    Mistake(
        "one-minus-logarithm",
        lambda y, p: -np.mean(y * np.log(_clipped(p)) + (1 - y) * (1 - np.log(_clipped(p)))),
        "The second term has 1 − ln p. The 1 − … stands inside the logarithm: ln(1 − p).",
    ),
    Mistake(
        "terms-multiplied",
        lambda y, p: -np.mean(y * np.log(_clipped(p)) * (1 - y) * np.log(1 - _clipped(p))),
        "The two terms are multiplied, and as y or 1 − y is 0, so is the product. Add them.",
    ),
    Mistake(
        "slopes",
        _slope,
        "Those are the slopes of the loss, (p − y)/(p(1 − p)), one for each prediction. Here the cost "
        "itself is asked for.",
    ),
    Mistake(
        "slopes-averaged",
        lambda y, p: np.mean(_slope(y, p)),
        "That is the average slope of the loss, (p − y)/(p(1 − p)). Here the cost itself is asked for.",
    ),
    *(
        Mistake(
            f"decisions-clipped-at-{eps:g}",
            lambda y, p, eps=eps: (
                -np.mean(
                    y * np.log(_clipped(np.round(p), eps)) + (1 - y) * np.log(1 - _clipped(np.round(p), eps))
                )
            ),
            "The predictions are rounded to 0 or 1 first, so it no longer counts how sure they were. Take "
            "the probabilities as they are.",
        )
        for eps in TINY
    ),
    *(
        Mistake(
            f"clipped-at-{eps:g}",
            lambda y, p, eps=eps: (
                -np.mean(y * np.log(_clipped(p, eps)) + (1 - y) * np.log(1 - _clipped(p, eps)))
            ),
            f"{_CLIPPED.format(eps, 1 - eps)}",
            kind="wrong" if eps > 0.005 else "fragile",
        )
        for eps in COARSE
    ),
)
CLASS_MISTAKES = (
    *(
        Mistake(
            f"logarithm-of-the-product-beside-{eps:g}",
            lambda y, p, eps=eps: -np.sum(np.log(y * p + eps)) / len(y),
            "The logarithm is taken of y·p, which is 0 for all classes but one. Take it of p, and multiply "
            "with y outside: y ln p.",
        )
        for eps in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)
    ),
    Mistake(
        "logarithm-of-the-product",
        lambda y, p: -np.sum(np.log(y * p)) / len(y),
        "The logarithm is taken of y·p, which is 0 for all classes but one. Take it of p, and multiply with "
        "y outside: y ln p.",
    ),
    Mistake(
        "slopes",
        lambda y, p: -y / p / len(y),
        "Those are the slopes of the cost, −y/(n·p). Here the cost itself is asked for.",
    ),
    Mistake(
        "slopes-not-averaged",
        lambda y, p: -y / p,
        "Those are the slopes of the losses, −y/p. Here the cost itself is asked for, one number.",
    ),
    Mistake(
        "softmax-of-the-matrix",
        lambda y, p: -np.sum(y * (p - np.log(np.sum(np.exp(p))))) / len(y),
        "The predictions go through a softmax, and one over the whole matrix. They are probabilities "
        "already: take their logarithm.",
    ),
    *(
        Mistake(
            f"clipped-at-{eps:g}",
            lambda y, p, eps=eps: -np.sum(y * np.log(_clipped(p, eps))) / len(y),
            f"{_CLIPPED.format(eps, 1 - eps)}",
            kind="wrong" if eps > 0.01 else "fragile",
        )
        for eps in COARSE
    ),
)
