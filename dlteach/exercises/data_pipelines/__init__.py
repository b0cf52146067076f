"""Exercises of lesson 12: a split, batches and a pipeline."""

from dlteach.exercises.data_pipelines.epochs import BATCHES, DEBUGGING
from dlteach.exercises.data_pipelines.pipeline import PIPELINE
from dlteach.exercises.data_pipelines.questions import QUESTIONS
from dlteach.exercises.data_pipelines.split import TRAIN_TEST_SPLIT

EXERCISES = (TRAIN_TEST_SPLIT, BATCHES, PIPELINE, *DEBUGGING)
__all__ = ["EXERCISES", "QUESTIONS"]
