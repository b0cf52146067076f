"""The pack: what it brings to the course."""

from dlteach.autograder import Lesson, Pack
from my_pack.accuracy import ACCURACY
from my_pack.questions import QUESTIONS

LESSONS = (Lesson("50_accuracy", "Accuracy", "how often we are right", minutes=30, difficulty=1),)

PACK = Pack("my_pack", exercises=(ACCURACY,), questions=QUESTIONS, lessons=LESSONS)
