"""Exercises of lesson 16: results that agree, and weights that travel."""

from dlteach.exercises.frameworks_and_hardware.agreement import SAME_TO
from dlteach.exercises.frameworks_and_hardware.finetune import FREEZE_AND_FINETUNE
from dlteach.exercises.frameworks_and_hardware.given_mistake import SAME_TO_FAILING_INPUT, SAME_TO_MENDED
from dlteach.exercises.frameworks_and_hardware.questions import QUESTIONS
from dlteach.exercises.frameworks_and_hardware.transfer import TRANSFER_WEIGHTS

EXERCISES = (SAME_TO, TRANSFER_WEIGHTS, FREEZE_AND_FINETUNE, SAME_TO_FAILING_INPUT, SAME_TO_MENDED)

__all__ = ["EXERCISES", "QUESTIONS"]
