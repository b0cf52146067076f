"""What a function looks like when names, constants, comments and prints do not count.

Winnowing over the tokens of the syntax tree, as MOSS does over text.

References
----------
S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from zlib import crc32

from dlteach.autograder.parsing import DEFINITIONS

GRAM = 5  # tokens in a row that are compared as one: about half a statement
WINDOW = 4  # of so many grams in a row, one is kept
MOST_TOKENS = 20_000


def fingerprints(definition: ast.AST) -> frozenset[int]:
    """Hashes of what a function or class does, the same for the same code under other names.

    Examples
    --------
    >>> def of(text):
    ...     return fingerprints(ast.parse(text).body[0])
    >>> a = of("def f(x, y):\\n    total = x * y + 2\\n    return np.sum(total) / len(x)")
    >>> b = of("def f(u, v):\\n    # mine\\n    s = u * v + 7\\n    print(s)\\n    return np.sum(s) / len(u)")
    >>> a == b, len(a) > 3
    (True, True)
    """
    words = islice(_tokens(definition), MOST_TOKENS)
    tokens = [crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    grams = [hash(tuple(tokens[k : k + GRAM])) for k in range(len(tokens) - GRAM + 1)]
    if len(grams) <= WINDOW:
        return frozenset(grams)
    return frozenset(min(grams[k : k + WINDOW]) for k in range(len(grams) - WINDOW + 1))


def _tokens(definition: ast.AST) -> Iterator[str]:
    """The nodes in the order of the text. A name of the function's own is "name"; `np` and `len` stay."""
    own = set(_own_names(definition))
    waiting: list[ast.AST] = list(reversed(_body(definition)))
    while waiting:
        node = waiting.pop()
        if _says_nothing(node):
            continue
        yield _token(node, own)
        waiting += reversed(_children(node))


def _own_names(definition: ast.AST) -> Iterator[str]:
    for node in ast.walk(definition):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield f".{node.attr}"
        elif isinstance(node, DEFINITIONS):
            yield node.name


def _body(node: ast.AST) -> list[ast.AST]:
    body = getattr(node, "body", [])
    return list(body) if isinstance(body, list) else [body]


def _children(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, DEFINITIONS):
        return _body(node)  # the signature is given by the task
    if isinstance(node, ast.AnnAssign):
        return [child for child in (node.target, node.value) if child is not None]
    unsaid = (ast.expr_context, ast.arguments)
    return [child for child in ast.iter_child_nodes(node) if not isinstance(child, unsaid)]


def _says_nothing(node: ast.AST) -> bool:
    """Docstrings and other bare constants, prints, `pass`, imports: what costs nothing to add."""
    if isinstance(node, (ast.Pass, ast.Import, ast.ImportFrom)):
        return True
    if not isinstance(node, ast.Expr):
        return False
    value = node.value
    printed = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print"
    return isinstance(value, ast.Constant) or printed


def _token(node: ast.AST, own: set[str]) -> str:
    if isinstance(node, ast.Name):
        return "name" if node.id in own else node.id
    if isinstance(node, ast.Attribute):
        return "attribute" if f".{node.attr}" in own else f".{node.attr}"
    if isinstance(node, ast.keyword):
        return f"{node.arg}="
    if isinstance(node, ast.Constant):
        return "text" if isinstance(node.value, str) else "constant"
    return "Assign" if isinstance(node, ast.AnnAssign) else type(node).__name__
