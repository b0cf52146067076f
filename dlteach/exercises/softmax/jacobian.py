"""Exercise: the Jacobian of softmax, how each probability answers to each logit."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.softmax.fragile_softmaxes import FRAGILE
from dlteach.exercises.softmax.shared import FOR_A_ROW, LESSON, RTOL
from dlteach.exercises.softmax.wrong_softmaxes import WRONG, mistakes_of
from dlteach.functions import softmax, softmax_jacobian

EXTREMES = (
    (np.array([1000.3, 999.4, 1000.9]), "logits around 1000"),
    (np.array([-400.0, -401.0, -400.5]), "logits around −400"),
    (np.array([-600.0, -601.0, -600.5]), "logits around −600"),
    (np.array([-1e4, -1e4 + 1]), "logits around −10000"),
    (np.array([0.0, -1000.0, 1.0]), "a logit 1000 below the others"),
    (np.array([0.0, 1000.0, 999.0]), "a first logit 1000 below the others"),
    (np.array([0.0, 1.0, 3000.0, 3000.0, 2999.0, 0.0]), "logits far apart"),
)
NOT_ROWS = (
    "whole-matrix",
    "shift-by-row-and-sum-of-the-matrix",
    "keepdims-missing",
    "keepdims-missing-without-a-shift",
    "keepdims-missing-in-the-shift",
    "keepdims-missing-twice",
    "shift-by-column",
    "sum-by-column",
)


def one_example(answer, z, as_it_is=False):
    """Ask an answer for one row of logits; one that refuses a vector gets the matrix with that row."""
    if as_it_is:
        return answer(z)
    try:
        value = answer(z)
    except (IndexError, TypeError, ValueError) as refusal:
        try:
            value = answer(z[None, :])
        except Exception:
            raise refusal from None
    is_a_batch = not isinstance(value, tuple) and np.ndim(value) == 3 and len(value) == 1
    return value[0] if is_a_batch else value


def _cases(rng):
    yield Case((np.array([1.0, 1.0]),), "two equal logits")
    yield Case((np.array([0.0, 1.0, -0.5]),), "three logits")
    yield Case((np.array([2, 1, -1, 3]),), "integers")
    yield Case((np.array([-1.5, -0.25, -3.0]),), "negative logits")
    yield Case((np.array([0.7]),), "a single class")
    for k in (2, 5, 3, 7):
        yield Case((rng.uniform(-2, 2, size=k),))
    yield Case((np.array([0.5, -0.3, 1.1]), True), remark=FOR_A_ROW)
    for z, note in EXTREMES:
        yield Case((z,), note, extreme=True)


def outer_jacobian(p):
    return np.diag(p) - np.outer(p, p)


def _probabilities(z):
    return softmax(z[None, :])[0]


def _of(softmax_of):
    return lambda z: outer_jacobian(softmax_of(z[None, :])[0])


def _from(make):
    """An answer made from the right probabilities."""
    return lambda z: make(_probabilities(z))


def _by_loops(z):
    p = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))
    jacobian = np.diag(p)
    for i in range(len(jacobian)):
        for j in range(len(jacobian)):
            jacobian[i][j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return jacobian


def _lists(z):
    p = _probabilities(z).tolist()
    return [[a * ((i == j) - b) for j, b in enumerate(p)] for i, a in enumerate(p)]


def _columns(z):
    s = _probabilities(z).reshape(-1, 1)
    return np.diagflat(s) - np.dot(s, s.T)


def _for_a_batch(z):
    p = softmax(z)
    return np.einsum("ni,ij->nij", p, np.eye(z.shape[1])) - np.einsum("ni,nj->nij", p, p)


def _upper_half(p):
    return np.triu(outer_jacobian(p))


def _integer_buffer(z):
    jacobian = np.zeros((len(z), len(z)), dtype=z.dtype)
    jacobian[:] = outer_jacobian(_probabilities(z))
    return jacobian


SOFTMAX_JACOBIAN = Exercise(
    name="softmax_jacobian",
    lesson=LESSON,
    section="Every logit moves every probability",
    reference=softmax_jacobian,
    cases=_cases,
    driver=one_example,
    rtol=RTOL,
    laws=(
        Law(
            "the matrix is symmetric", lambda args, value: np.allclose(value, np.transpose(value), atol=1e-6)
        ),
        Law(
            "every row sums to 0: what one probability gains the others lose",
            lambda args, value: np.allclose(np.sum(value, axis=1), 0, atol=1e-6),
        ),
        Law(
            "the diagonal is p(1 − p), never negative",
            lambda args, value: np.all(np.diagonal(value) >= 0),
        ),
    ),
    mistakes=(
        Mistake(
            "diagonal-as-a-vector",
            _from(lambda p: p * (1 - p)),
            "p(1 − p) is the diagonal: how each probability answers to its own logit. It answers to the "
            "other logits too, by −pᵢpⱼ: k × k numbers.",
        ),
        Mistake(
            "diagonal-alone",
            _from(lambda p: np.diag(p * (1 - p))),
            "The diagonal is right, but the entries beside it are 0. When one logit rises, the other "
            "probabilities fall: −pᵢpⱼ.",
        ),
        Mistake(
            "other-entries-positive",
            _from(lambda p: 2 * np.diag(p * (1 - p)) - outer_jacobian(p)),
            "The entries beside the diagonal are positive. When one logit rises, the other probabilities "
            "fall: −pᵢpⱼ.",
        ),
        Mistake(
            "sign",
            _from(lambda p: -outer_jacobian(p)),
            "The sign is turned round: it is diag(p) − p pᵀ. A probability rises with its own logit.",
        ),
        Mistake(
            "product-added",
            _from(lambda p: np.diag(p) + np.outer(p, p)),
            "The products pᵢpⱼ are added. They are subtracted: diag(p) − p pᵀ.",
        ),
        Mistake(
            "product-missing",
            _from(np.diag),
            "That is diag(p). The products are missing: diag(p) − p pᵀ.",
        ),
        Mistake(
            "diagonal-missing",
            _from(lambda p: -np.outer(p, p)),
            "That is −p pᵀ. On the diagonal there is a p more: diag(p) − p pᵀ.",
        ),
        Mistake(
            "products-alone",
            _from(lambda p: np.outer(p, p)),
            "That is p pᵀ, all products. The Jacobian is diag(p) − p pᵀ.",
        ),
        Mistake(
            "diagonal-of-zeros",
            _from(lambda p: np.diag(p**2) - np.outer(p, p)),
            "The diagonal is 0. It is pᵢ(1 − pᵢ) = pᵢ − pᵢ².",
        ),
        Mistake(
            "identity-for-the-diagonal",
            _from(lambda p: np.eye(len(p)) - np.outer(p, p)),
            "The diagonal is 1 − p². It is p − p²: `np.diag(p)` in place of `np.eye(k)`.",
        ),
        Mistake(
            "diagonal-one-minus-p",
            _from(lambda p: np.diag(1 - p - p * (1 - p)) + outer_jacobian(p)),
            "The diagonal is 1 − p. The factor p is missing: p(1 − p).",
        ),
        Mistake(
            "no-deltas",
            _from(lambda p: np.outer(p, 1 - p)),
            "Every entry is pᵢ(1 − pⱼ). The 1 stands on the diagonal only; elsewhere it is −pᵢpⱼ.",
        ),
        Mistake(
            "delta-of-itself",
            _from(lambda p: np.diag(p) - (p**2)[:, None] * np.ones(len(p))),
            "Every entry of row i has pᵢ² in it. Beside the diagonal it is pᵢ times pⱼ.",
        ),
        Mistake(
            "entrywise-for-outer",
            _from(lambda p: np.diag(p) - p * p),
            "`p * p` is entry by entry and has k numbers; NumPy subtracts them from every row. All "
            "products of two entries are `np.outer(p, p)`.",
        ),
        Mistake(
            "dot-for-outer",
            _from(lambda p: np.diag(p) - p @ p.T),
            "For a vector `p @ p.T` and `np.dot(p, p)` are one number, and `.T` does nothing. All products "
            "of two entries are `np.outer(p, p)`.",
        ),
        Mistake(
            "row-sums",
            _from(lambda p: outer_jacobian(p).sum(axis=1)),
            "The rows of the Jacobian are added up, and each gives 0. Return the whole matrix.",
        ),
        Mistake(
            "upper-half",
            _from(_upper_half),
            "The entries below the diagonal are 0. The second loop must run over all j, not from i on.",
        ),
        Mistake(
            "lower-half",
            _from(lambda p: _upper_half(p).T),
            "The entries above the diagonal are 0. The second loop must run over all j, not up to i.",
        ),
        Mistake(
            "first-row-only",
            _from(lambda p: outer_jacobian(p)[0]),
            "Only the first row comes back: the `return` stands inside the loop. Move it to the left.",
        ),
        Mistake(
            "logits-taken-for-probabilities",
            outer_jacobian,
            "z goes into the formula as if it held the probabilities. It holds logits: compute p = "
            "softmax(z) first.",
            kind="convention",
        ),
        Mistake(
            "logits-taken-for-probabilities-diagonal",
            lambda z: z * (1 - z),
            "z goes into p(1 − p) as if it held the probabilities, and the other entries are missing. "
            "Compute p = softmax(z) first, then diag(p) − p pᵀ.",
        ),
        Mistake(
            "products-of-logits",
            lambda z: np.outer(z, z),
            "Those are the products of the logits. Compute p = softmax(z) first, then diag(p) − p pᵀ.",
        ),
        Mistake(
            "probabilities",
            _probabilities,
            "Those are the probabilities. Their derivatives are asked for, k × k numbers: diag(p) − p pᵀ.",
        ),
        Mistake(
            "of-the-logarithm",
            _from(lambda p: np.eye(len(p)) - p),
            "That is the Jacobian of ln p. Multiply row i with pᵢ: diag(p) − p pᵀ.",
        ),
        Mistake(
            "integer-buffer",
            _integer_buffer,
            "The matrix takes its type from z. When z holds integers, every entry is cut to 0. Make it with "
            "`np.zeros((k, k))`.",
        ),
        *mistakes_of(_of, WRONG, leave_out=NOT_ROWS),
        *mistakes_of(_of, FRAGILE, "fragile", leave_out=("max-of-the-whole-matrix",)),
    ),
    also_correct=(
        _by_loops,
        _lists,
        _columns,
        _for_a_batch,
        _from(lambda p: p[:, None] * (np.eye(len(p)) - p)),
        _from(lambda p: np.diag(p) - p[:, None] @ p[None, :]),
        _from(lambda p: np.eye(p.size) * p - np.einsum("i,j->ij", p, p)),
        lambda z: (outer_jacobian(_probabilities(z)), _probabilities(z)),
    ),
    hints=(
        "Two cases: a probability with its own logit, pᵢ(1 − pᵢ), and with another logit, −pᵢpⱼ. Both are in "
        "pᵢ(δᵢⱼ − pⱼ).",
        "Compute p first; z has one axis, so `np.max(z)` and `np.sum(e)` need none. Then a matrix with p "
        "on its diagonal, minus all products of two entries.",
        "`np.diag(p) - np.outer(...)`",
    ),
    survivors={"`np.outer(p, p)` with its last two arguments exchanged": "the two are the same"},
)
