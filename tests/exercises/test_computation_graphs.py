import ast
import inspect
from pathlib import Path

import nbformat
import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.computation_graphs import EXERCISES, value_closures, value_reference
from dlteach.exercises.computation_graphs.topological_order import topological_order
from dlteach.exercises.computation_graphs.value import VALUE
from dlteach.exercises.computation_graphs.value_variants import edited

ROOT = Path(__file__).parents[2]
BACKWARD_CASES = [case for case in VALUE.cases(np.random.default_rng(1)) if "backward" in case.args[0]]


def class_in(folder):
    """The text of the cell that defines Value in a built notebook."""
    cells = nbformat.read(ROOT / folder / "04_computation_graphs.ipynb", as_version=4).cells
    return next(cell.source for cell in cells if cell.source.startswith("class Value"))


def made_from(text):
    namespace = {}
    exec("import math\nimport numpy as np\n" + text, namespace)
    return namespace["Value"]


def without_docstrings(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)


def test_the_untouched_stub_of_the_class_is_not_attempted():
    assert grade(made_from(class_in("exercises")), "Value").passed is None


def test_a_method_still_to_be_written_is_called_by_its_name():
    unwritten = 'raise NotImplementedError("Value.exp: your code here")'
    begun = edited("out = Value(math.exp(self.data), inputs=(self,))", unwritten)
    assert "Value.exp: your code here" in grade(begun, "Value").summary


def test_the_solution_in_the_notebook_is_the_reference():
    assert without_docstrings(class_in("solutions")) == without_docstrings(
        inspect.getsource(value_reference.Value)
    )


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("grad +=", "grad =", "assigned-not-added"),
        ("self.grad = 0\n", "self.grad = 1\n", "grad-starts-at-1"),
        ("reversed(order)", "order", "only-the-last-step"),
        ("        self.grad = 1\n", "", "seed-forgotten"),
        ("return other + (-self)", "return self - other", "rsub-turned-round"),
        ("return other * self**-1", "return self / other", "rtruediv-turned-round"),
        ("self.data > 0)", "1)", "relu-lets-all-through"),
        ("1 / np.cosh(self.data) ** 2", "1 - self.data**2", "tanh-derivative-of-the-input"),
        ("self.grad += other *", "self.grad +=", "exponent-not-in-front"),
        ("other = other if isinstance(other, Value) else Value(other)\n        ", "", "numbers-not-wrapped"),
    ],
)
def test_a_mistake_in_the_style_of_closures_is_recognised_too(old, new, mistake):
    feedback = grade(edited(old, new, value_closures), "Value")
    assert feedback.mistakes == (mistake,), str(feedback)


def test_the_missing_chain_rule_is_named_in_the_style_of_closures():
    text = inspect.getsource(value_closures.Value).replace("+= out.grad", "+= 1.0").replace(" * out.grad", "")
    assert grade(made_from(text), "Value").mistakes == ("arriving-gradient-forgotten",)


def assembled(**methods):
    """The engine of closures with other methods; None takes one away."""
    engine = made_from(inspect.getsource(value_closures.Value))
    for name, method in methods.items():
        if method is None:
            delattr(engine, name)
        else:
            setattr(engine, name, method)
    return engine


def by_recursion(self, first=True):
    self.grad = 1 if first else self.grad
    self._backward()
    for child in self._prev:
        by_recursion(child, first=False)


def by_a_queue(self):
    self.grad, queue = 1, [self]
    while queue:
        node = queue.pop(0)
        node._backward()
        queue += node._prev


def tanh_by_exp(self):
    e = np.exp(2 * self.data)
    return self._elementwise((e - 1) / (e + 1), 1 - ((e - 1) / (e + 1)) ** 2)


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("exp", "no `exp`"),
        ("log", "no `log`"),
        ("tanh", "no `tanh`"),
        ("relu", "no `relu`"),
        ("backward", ""),
    ],
)
def test_a_method_that_is_not_there_is_called_by_its_name(method, words):
    feedback = grade(assembled(**{method: None}), "Value")
    assert feedback.mistakes == ("method-missing",), str(feedback)
    assert words in feedback.summary


@pytest.mark.parametrize(
    ("method", "mistake"),
    [
        ("__radd__", "no-number-on-the-left"),
        ("__rsub__", "rsub-missing"),
        ("__neg__", "operator-missing"),
        ("__pow__", "operator-missing"),
    ],
)
def test_an_operator_that_is_not_there_is_explained(method, mistake):
    assert grade(assembled(**{method: None}), "Value").mistakes == (mistake,)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("walk", "mistake"),
    [(by_recursion, "along-every-path"), (by_a_queue, "level-by-level-again-and-again")],
)
def test_a_walk_out_of_order_is_named_in_every_run_although_sets_have_no_order(walk, mistake, seed):
    assert grade(assembled(backward=walk), "Value", seed).mistakes == (mistake,)


def test_the_class_is_left_as_it_was():
    engine = assembled()
    grade(engine, "Value")
    assert engine.__hash__ is object.__hash__


def test_a_tanh_that_overflows_passes_and_is_told_so():
    feedback = grade(assembled(tanh=tanh_by_exp), "Value")
    assert feedback.passed, str(feedback)
    assert "`math.tanh` copes with any input" in " ".join(feedback.remarks)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "self.grad += out.grad\n            other.grad +=",
            "self.grad = out.grad\n            other.grad =",
            "assigned-in-the-sum",
        ),
        ("self.grad += other * self", "self.grad = other * self", "assigned-in-pow"),
        (".data * out.grad", ".data", "arriving-gradient-forgotten-in-the-product"),
        ("                order.append(node)", "            order.append(node)", "listed-for-every-user"),
        (
            "                    visit(child)\n",
            "                    visit(child)\n    ",
            "listed-for-every-input",
        ),
        ("out._backward = _backward\n", "out._backward = _backward()\n", "called-too-early"),
        ("return self * -1", "return Value(-self.data)", "negative-forgets-its-input"),
    ],
)
def test_what_is_wrong_in_a_single_place_is_named(old, new, mistake):
    feedback = grade(edited(old, new, value_closures), "Value")
    assert feedback.mistakes == (mistake,), str(feedback)


@pytest.mark.parametrize("number", ["np.float64(data)", "np.array(data, float)"])
def test_data_may_be_numpy_numbers(number):
    feedback = grade(edited("self.data = data", f"self.data = {number}", value_closures), "Value")
    assert feedback.passed, str(feedback)


def test_a_graph_of_many_thousand_steps_is_no_problem_for_the_reference():
    a = b = value_reference.Value(1.0)
    for _ in range(20_000):
        b = b + a * 0.5
    b.backward()
    assert a.grad == 10_001


@pytest.mark.parametrize("case", BACKWARD_CASES, ids=lambda case: case.args[0])
def test_the_gradients_of_the_reference_are_slopes(case):
    program, inputs = case.args
    result = program.split()[-1].removesuffix(".backward()")
    facts = VALUE.driver(value_reference.Value, program, inputs)
    for name, number in inputs.items():
        above, below = (
            VALUE.driver(value_reference.Value, program, {**inputs, name: number + h})[result]
            for h in (1e-5, -1e-5)
        )
        slope = (above - below) / 2e-5
        assert facts[f"{name}.grad"] == pytest.approx(slope, rel=1e-6, abs=1e-6), f"{name} in {program}"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_every_section_is_a_heading_of_the_lesson(exercise):
    lesson = (ROOT / "authoring" / "lessons" / f"{exercise.lesson}.py").read_text(encoding="utf-8")
    assert f"# ## {exercise.section}\n" in lesson


def test_a_nudge_that_puts_the_old_number_back_is_right():
    def careful(f, inputs, name, amount=0.001):
        before, old = f(**inputs), inputs[name]
        inputs[name] = old + amount
        after = f(**inputs)
        inputs[name] = old
        return after - before

    assert grade(careful, "nudge").passed


def test_a_nudge_that_takes_the_amount_away_again_is_right():
    def undone(f, inputs, name, amount=0.001):
        before = f(**inputs)
        inputs[name] += amount
        after = f(**inputs)
        inputs[name] -= amount
        return after - before

    feedback = grade(undone, "nudge")
    assert feedback.passed, str(feedback)


def counted_down(inputs):
    needs = {node: len(each) for node, each in inputs.items()}
    ready = [node for node in inputs if not needs[node]]
    for node in ready:
        for other in inputs:
            if node in inputs[other]:
                needs[other] -= 1
                if not needs[other]:
                    ready.append(other)
    return ready


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (counted_down, "used-twice-counted-twice"),
        (lambda inputs: topological_order(inputs)[::-1], "results-first"),
        (lambda inputs: list(dict.fromkeys(n for k in inputs for n in [*inputs[k], k])), "one-level-only"),
        (lambda inputs: [], "nothing-listed"),
    ],
)
def test_wrong_orders_are_told_their_mistake(answer, mistake):
    assert grade(answer, "topological_order").mistakes == (mistake,)


@pytest.mark.parametrize("form", [tuple, iter, dict.fromkeys])
def test_an_order_may_come_in_any_form(form):
    assert grade(lambda inputs: form(topological_order(inputs)), "topological_order").passed


def test_a_forgotten_return_of_the_order_is_told():
    assert "is a `return` missing?" in grade(lambda inputs: None, "topological_order").summary


def test_an_unknown_wrong_order_is_told_which_law_it_breaks():
    feedback = grade(lambda inputs: sorted(inputs, key=lambda node: ord(node) * 7 % 11), "topological_order")
    assert feedback.passed is False
    assert "all inputs of a node stand before it" in feedback.summary


def micrograd_like(*changes):
    """A class with closures that has neither exp, log nor tanh, with pieces of its text replaced."""
    text = Path(value_closures.__file__).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    answer = made_from(text)
    for name in ("exp", "log", "tanh"):
        delattr(answer, name)
    return answer


def test_a_class_without_some_functions_is_told_that_the_rest_is_right():
    feedback = grade(micrograd_like(), "Value")
    assert feedback.mistakes == ("method-missing",)
    assert "no `exp`" in feedback.summary and "is right" in feedback.summary


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (("                order.append(node)", "            order.append(node)"), "listed-for-every-user"),
        (("(other - 1) * out.grad", "(other - 1)"), "arriving-gradient-forgotten-in-pow"),
        (("for node in reversed(order)", "for node in order"), "only-the-last-step"),
    ],
)
def test_the_mistake_in_what_is_there_comes_before_what_is_missing(change, mistake):
    feedback = grade(micrograd_like(change), "Value")
    assert feedback.mistakes == (mistake, "method-missing")
