"""Variants of the reference `Pipeline`, made by replacing pieces of its text."""

from dlteach.exercises.data_pipelines import pipeline_reference
from dlteach.exercises.edited import edited


def edited_pipeline(*changes):
    """The reference with pieces of its text replaced."""
    return edited(pipeline_reference, "Pipeline", *changes)
