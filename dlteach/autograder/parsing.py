"""Python's own parser on text that nobody trusts: one error for all that can go wrong; what is defined."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class NotPython(Exception):
    """Text that Python cannot read.

    Parameters
    ----------
    words : str
        Why not, as the parser says it.
    line : int
        Where, from 1; 0 when the parser does not say.
    """

    def __init__(self, words: str, line: int = 0):
        super().__init__(words)
        self.words, self.line = words, line


def parse(source: str) -> ast.Module:
    """The syntax tree of a source.

    Raises
    ------
    NotPython
        For a syntax error, a null byte, a number of too many digits, nesting that is too deep.

    Examples
    --------
    >>> parse("x = 1").body[0].targets[0].id
    'x'
    >>> parse("(" * 100_000)
    Traceback (most recent call last):
        ...
    dlteach.autograder.parsing.NotPython: too many nested parentheses
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a learner's string is no news to the grader
            return ast.parse(source)
    except SyntaxError as error:
        raise NotPython(str(error.msg), error.lineno or 0) from None
    except UnicodeError:
        raise NotPython("it holds half a character (a surrogate)") from None
    except ValueError as error:
        raise NotPython(str(error)) from None
    except (RecursionError, MemoryError, SystemError):
        raise NotPython("it is nested too deeply") from None


def is_python(source: str) -> bool:
    """Whether Python can read it."""
    try:
        parse(source)
    except NotPython:
        return False
    return True


def statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements of the module's own level, in order: also those under `if`, `try`, `with` and loops."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, DEFINITIONS):
            inner = [child for block in _BLOCKS for child in getattr(node, block, ())]
            waiting += reversed(inner)


def first_line(node: ast.stmt) -> int:
    """The line where a statement begins, decorators included."""
    decorators = node.decorator_list if isinstance(node, DEFINITIONS) else []
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def names_made(node: ast.stmt) -> Iterator[str]:
    """The names that a statement defines: a function, a class, what is assigned. Imports do not count.

    What `mine` brings from another notebook is no answer in this one.

    Examples
    --------
    >>> tree = parse("def f(): pass\\na, b = 1, 2\\nc = mine('c')")
    >>> [name for node in tree.body for name in names_made(node)]
    ['f', 'a', 'b']
    """
    if isinstance(node, DEFINITIONS):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if not _is_taken_over(node.value):
            yield from (n.id for target in targets for n in _names(target))


def _names(target: ast.expr) -> Iterator[ast.Name]:
    if isinstance(target, ast.Name):
        yield target
    elif isinstance(target, (ast.Tuple, ast.List)):
        yield from (item for item in target.elts if isinstance(item, ast.Name))


def _is_taken_over(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "mine"
