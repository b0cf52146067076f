"""Exercises of lesson 10: what keeps a model from learning its data by heart."""

from dlteach.exercises.generalisation.drawn_weights import GLOROT_UNIFORM, HE_NORMAL
from dlteach.exercises.generalisation.label_codes import LABEL_ENCODE
from dlteach.exercises.generalisation.one_hot_rows import ONE_HOT
from dlteach.exercises.generalisation.scaling import STANDARDIZE

EXERCISES = (STANDARDIZE, LABEL_ENCODE, ONE_HOT, GLOROT_UNIFORM, HE_NORMAL)
QUESTIONS = ()
