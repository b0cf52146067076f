"""The gradebook of a class: results in a database, marks by hand beside them, and what counts in the end."""

try:
    import sqlalchemy  # noqa: F401
except ModuleNotFoundError:
    raise ModuleNotFoundError("the gradebook needs SQLAlchemy: pip install 'dlteach[grading]'") from None

from dlteach.grading.gradebook.book import Gradebook
from dlteach.grading.gradebook.counting import Mark
from dlteach.grading.gradebook.hand import HandMark
from dlteach.grading.gradebook.known import Known, UnknownName
from dlteach.grading.gradebook.opening import DamagedGradebook, GradebookError, set_aside
from dlteach.grading.gradebook.regrade import Change, Changes, compare
from dlteach.grading.gradebook.sheet import to_csv

__all__ = [
    "Change",
    "Changes",
    "DamagedGradebook",
    "Gradebook",
    "GradebookError",
    "HandMark",
    "Known",
    "Mark",
    "UnknownName",
    "compare",
    "set_aside",
    "to_csv",
]
