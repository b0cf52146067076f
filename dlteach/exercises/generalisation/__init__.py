"""Exercises of lesson 10: what keeps a model from learning its data by heart."""

from dlteach.exercises.generalisation.batch_norm import BATCH_NORM_FORWARD
from dlteach.exercises.generalisation.batch_norm_gradient import BATCH_NORM_BACKWARD
from dlteach.exercises.generalisation.dropout_gradient import DROPOUT_BACKWARD
from dlteach.exercises.generalisation.dropout_masks import DROPOUT_FORWARD
from dlteach.exercises.generalisation.given_mistake import STANDARDIZE_FAILING_INPUT, STANDARDIZE_MENDED
from dlteach.exercises.generalisation.glorot import GLOROT_UNIFORM
from dlteach.exercises.generalisation.he import HE_NORMAL
from dlteach.exercises.generalisation.label_codes import LABEL_ENCODE
from dlteach.exercises.generalisation.one_hot_rows import ONE_HOT
from dlteach.exercises.generalisation.questions import QUESTIONS
from dlteach.exercises.generalisation.scaling import STANDARDIZE
from dlteach.exercises.generalisation.stopping import EARLY_STOPPING_EPOCH

EXERCISES = (
    EARLY_STOPPING_EPOCH,
    STANDARDIZE,
    LABEL_ENCODE,
    ONE_HOT,
    GLOROT_UNIFORM,
    HE_NORMAL,
    DROPOUT_FORWARD,
    DROPOUT_BACKWARD,
    BATCH_NORM_FORWARD,
    BATCH_NORM_BACKWARD,
    STANDARDIZE_FAILING_INPUT,
    STANDARDIZE_MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
