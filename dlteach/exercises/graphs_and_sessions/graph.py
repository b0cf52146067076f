"""Exercise `Graph`: what programs get that define first and run later, and what they compute for it."""

import numpy as np

from dlteach.autograder import Exercise
from dlteach.exercises.graphs_and_sessions.graph_mistakes import MISTAKES, edited_graph
from dlteach.exercises.graphs_and_sessions.graph_programs import programs
from dlteach.exercises.graphs_and_sessions.graph_reference import Graph
from dlteach.exercises.graphs_and_sessions.graph_styles import Numbered, Sorted
from dlteach.exercises.unread import in_own_words_only


def _run_program(Graph, program, numbers):
    calls = []

    def subtract(a, b):
        calls.append("subtract")
        return np.subtract(a, b)

    def square(a):
        calls.append("square")
        return np.multiply(a, a)

    def fail(a):
        raise ArithmeticError("this node was not asked for")

    def total(a, b, c):
        calls.append("total")
        return a + 10 * b + 100 * c

    def attempt(action):
        try:
            action()
        except Exception:
            return "an error"
        return "no error"

    def working(action):
        try:
            return action()
        except Exception as error:
            raise RuntimeError("this run should work, but it fails") from error

    names = {"Graph": Graph, "graph": Graph(), "subtract": subtract, "square": square, "fail": fail}
    names |= {"total": total, "attempt": attempt, "working": working, **numbers}
    try:
        exec(program, names)
    except NotImplementedError:
        raise
    except Exception as error:
        # Many errors come of one mistake; one text for all of them lets it be recognised.
        if "graph.run([" in program or "graph.run((" in program:
            raise ValueError("a run of a list or tuple of fetches fails") from error
        if "{" not in program and isinstance(error, TypeError) and "NoneType" in str(error):
            raise TypeError("a run without feed_dict fails: it is None then; `feed_dict or {}`") from error
        raise
    return {"answer": names["answer"], "calls": calls}


def _measure(args, seen):
    """The answer and its form, and which functions were called for it."""
    answer = seen["answer"]
    alone = isinstance(answer, (list, tuple, np.ndarray)) and np.shape(answer)[:1] == (1,)
    calls = ", ".join(seen["calls"])
    return {"form": "a list of one" if alone else "as asked", "answer": answer, "calls": calls}


GRAPH = Exercise(
    name="Graph",
    lesson="13_graphs_and_sessions",
    section="Only what is needed",
    reference=Graph,
    points=2.0,
    driver=_run_program,
    cases=programs,
    measure=in_own_words_only(_measure),
    mistakes=MISTAKES,
    also_correct=(
        Numbered,
        Sorted,
        edited_graph(("return Node(lambda: value)", "return Node(lambda *_: value, (), str(value))")),
        edited_graph(("np.add, a, b", "lambda a, b: a + b, a, b"), ("raise ValueError(", "raise KeyError(")),
    ),
    hints=(
        "A node is a recipe: a function and the nodes whose values it takes. `run` cooks one dish, and first "
        "whatever goes into it.",
        "`run` keeps a dict of values by node, which begins as a copy of `feed_dict`. To get the value of a "
        "node that is not in it: get the values of its inputs, then call its function.",
        "`inputs = [self._value(one, values) for one in node.inputs]`, then `values[node] = ...`",
    ),
    survivors={
        "`self.apply(np.add, a, b)` with its last two arguments exchanged": "a + b is b + a",
        "`self.apply(np.multiply, a, b)` with its last two arguments exchanged": "a · b is b · a",
    },
)
