"""The order of the course: one table that the map, `next` and the links are made from."""

from typing import NamedTuple


class Lesson(NamedTuple):
    """A lesson by the name that its notebooks have ("01_cost_functions"), and its title."""

    name: str
    title: str

    @property
    def number(self) -> str:
        return self.name.partition("_")[0]


LESSONS = (
    Lesson("00_start_here", "Start here"),
    Lesson("01_cost_functions", "Cost functions"),
    Lesson("02_gradient_descent", "Gradient descent"),
    Lesson("03_cross_entropy", "Cross-entropy"),
    Lesson("04_computation_graphs", "Computation graphs"),
)
