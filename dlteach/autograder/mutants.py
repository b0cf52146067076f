"""Mutants: copies of a reference with one change in the syntax tree, to measure how much the cases see."""

from __future__ import annotations

import ast
import copy
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_CALLS = {
    "mean": "sum",
    "sum": "mean",
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "argmax": "argmin",
    "any": "all",
    "all": "any",
    "sqrt": "square",
    "square": "sqrt",
    "log": "log2",
    "log1p": "log",
    "exp": "expm1",
    "tanh": "sinh",
    "abs": "sign",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "reversed": "list",
    "append": "remove",
    "add": "discard",
}
_SYMMETRIC = {"max", "min", "maximum", "minimum", "add", "multiply", "logaddexp"}
_OPTIONAL_KEYWORDS = {"axis", "keepdims"}


@dataclass(frozen=True)
class Mutant:
    """A changed copy of a reference: what was changed, "line 3: + becomes -", and the callable."""

    change: str
    answer: Callable[..., Any]


def mutants(reference: Callable[..., Any]) -> Iterator[Mutant]:
    """All mutants of a function or class, one change each. What only words an error message is left alone."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(reference)))
    names = (
        reference.__globals__ if inspect.isfunction(reference) else vars(sys.modules[reference.__module__])
    )
    validators = {name for name, value in names.items() if _is_private(value)}
    survey = _Mutator(-1, 0, validators)  # no node stands at −1, so it changes nothing and counts
    survey.visit(copy.deepcopy(tree))
    for place, ways in enumerate(survey.ways):
        for variant in range(ways):
            changed = copy.deepcopy(tree)
            mutator = _Mutator(place, variant, validators)
            mutator.visit(changed)
            yield Mutant(mutator.change, _compiled(changed, reference.__name__, names))


def _is_private(value: Any) -> bool:
    """Whether a function, or its module, is named `_…`: in the library those validate arguments."""
    return inspect.isfunction(value) and (
        value.__name__.startswith("_") or value.__module__.rpartition(".")[2].startswith("_")
    )


def _compiled(tree: ast.Module, name: str, names: dict[str, Any]) -> Callable[..., Any]:
    space = dict(names)
    exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), space)
    return space[name]


class _Mutator(ast.NodeTransformer):
    """Changes the node reached at `place`, in the way numbered `variant`.

    `ways` holds how many ways each node has that was reached, `change` the words for the one that was taken.
    """

    def __init__(self, place: int, variant: int, validators: set[str]):
        self.place, self.variant, self.validators = place, variant, validators
        self.ways: list[int] = []
        self.change = ""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, (ast.Raise, ast.JoinedStr)) or self.change or self._validates(node):
            return node
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if isinstance(node, ast.FunctionDef):
                node.returns = None
            node.body = [self.visit(statement) for statement in _without_docstring(node.body)] or [ast.Pass()]
            return node
        if isinstance(node, (ast.expr, ast.stmt)):
            ways = list(_ways(node))
            self.ways.append(len(ways))
            if len(self.ways) - 1 == self.place:
                changed, words = ways[self.variant]
                self.change = f"line {node.lineno}: {words}"
                return changed
        return self.generic_visit(node)

    def _validates(self, node: ast.AST) -> bool:
        call = node.value if isinstance(node, (ast.Assign, ast.Expr)) else node
        return (
            isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in self.validators
        )


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_text = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body


def _ways(node: ast.expr | ast.stmt) -> Iterator[tuple[ast.AST, str]]:
    """The changes that a node allows, each with its words."""
    text = ast.unparse(node).splitlines()[0]
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _OPERATORS:
        changed = _copy(node, op=_OPERATORS[type(node.op)]())
        yield changed, f"`{text}` becomes `{ast.unparse(changed)}`"
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=node.lineno), f"`{text}` assigns"
    if isinstance(node, ast.UnaryOp):
        yield node.operand, f"`{text}` loses its {'sign' if isinstance(node.op, ast.USub) else 'operator'}"
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        changed = _copy(node, ops=[_COMPARISONS[type(node.ops[0])](), *node.ops[1:]])
        yield changed, f"`{text}` becomes `{ast.unparse(changed)}`"
    if isinstance(node, ast.BoolOp):
        changed = _copy(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
        yield changed, f"`{text}` becomes `{ast.unparse(changed)}`"
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        value = (not node.value) if isinstance(node.value, bool) else node.value + 1
        yield ast.copy_location(ast.Constant(value), node), f"`{text}` becomes `{value}`"
    if isinstance(node, ast.Call):
        yield from _call_ways(node, text)
    if isinstance(node, (ast.If, ast.IfExp)) and not _guards(node):
        yield _copy(node, test=ast.UnaryOp(ast.Not(), node.test)), f"`{text}` is turned round"
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr)):
        yield ast.copy_location(ast.Pass(), node), f"`{text}` is dropped"
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
        yield _copy(node, value=_copy(node.value, elts=node.value.elts[::-1])), f"`{text}` in reverse order"


def _call_ways(node: ast.Call, text: str) -> Iterator[tuple[ast.AST, str]]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in _CALLS:
        other = _CALLS[name]
        renamed = _copy(function, **{"attr" if isinstance(function, ast.Attribute) else "id": other})
        yield _copy(node, func=renamed), f"`{text}` calls {other}"
    for keyword in node.keywords:
        if keyword.arg in _OPTIONAL_KEYWORDS:
            yield (
                _copy(node, keywords=[k for k in node.keywords if k is not keyword]),
                f"`{text}` without {keyword.arg}",
            )
    if len(node.args) > 1 and name not in _SYMMETRIC:
        swapped = [*node.args[:-2], node.args[-1], node.args[-2]]
        yield _copy(node, args=swapped), f"`{text}` with its last two arguments exchanged"


def _guards(node: ast.If | ast.IfExp) -> bool:
    """Whether an `if` does nothing but refuse bad input."""
    return isinstance(node, ast.If) and all(isinstance(statement, ast.Raise) for statement in node.body)


def _copy(node: Any, **changes: Any) -> Any:
    fields = {name: getattr(node, name) for name in node._fields}
    return ast.copy_location(type(node)(**{**fields, **changes}), node)
