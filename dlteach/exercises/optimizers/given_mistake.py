"""A mistake to debug in lesson 08: a correction of Adam that does not fade, which step 1 does not show."""

from dataclasses import replace

import numpy as np

from dlteach.autograder.exercise import call
from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.optimizers.adam import ADAM_STEP
from dlteach.functions import adam_step

NUMBERS = (0.5, 0.7, 0.8, 0.05)


def _second_step():
    return np.array([1.0]), np.array([2.0]), np.array([0.6]), np.array([0.8]), 2, *NUMBERS


def _later_step():
    w, g = np.array([[1.0, -2.0]]), np.array([[0.5, 3.0]])
    return w, g, np.zeros((1, 2)), np.zeros((1, 2)), 10, 0.1, 0.9, 0.999, 1e-8


def _first_step():
    return np.array([1.0, 2.0]), np.array([2.0, -3.0]), np.zeros(2), np.zeros(2), 1, *NUMBERS


def _refuse(*args):
    try:
        adam_step(*args)
    except (TypeError, ValueError) as error:
        return f"should be arguments that `adam_step` takes ({error})"
    return ""


def _pair(exercise):
    return debug_pair(
        exercise,
        "power-of-t-missing",
        section="Adam: both, with a fair start",
        shows=_second_step,
        also_shows=(_later_step, lambda: (1.0, 2.0, 0.5, 0.25, 3, *NUMBERS)),
        hides=(
            Hiding(
                "hides-it",
                _first_step,
                "On this input both functions give the same. In the first step, t = 1, β and βᵗ are one "
                "number, so no weights and no gradient tell them apart; and where no weight moves, nothing "
                "does. Take a later step with a gradient.",
            ),
        ),
        refuse=_refuse,
        input_hints=(
            "Compare the correction with that of the lesson. Which letter is missing, and for which value of "
            "it does that make no difference?",
            "Without the power, 1 − β stands where 1 − βᵗ belongs. Choose a t for which the two differ.",
            "`return np.array([1.0]), np.array([2.0]), np.array([0.6]), np.array([0.8]), ..., "
            "0.5, 0.7, 0.8, 0.05`, with a t above 1.",
        ),
        mending_hints=(
            "The moments are right, and so is the step. Between them stands the correction.",
            "The longer we walk, the less there is to correct: 1 − βᵗ comes near 1.",
            "`m_hat = m / (1 - beta_1**t)`, and `v_hat` in the same way.",
        ),
    )


# An input is the arguments of one call, while a mended step is tried in runs of several, like the first.
DEBUGGING = (_pair(replace(ADAM_STEP, driver=call, measure=None))[0], _pair(ADAM_STEP)[1])
