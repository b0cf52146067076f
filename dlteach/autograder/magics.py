"""IPython's own syntax as plain Python: magics, shell lines and questions are left out or translated.

Nothing here runs anything. Lines keep their numbers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from dlteach.autograder.parsing import NotPython, is_python, parse

# Cell magics whose body is Python that runs in the notebook itself.
_KEEP_THE_BODY = {"time", "timeit", "capture", "prun", "debug", "memit", "mprun", "lprun", "heat", "scalene"}
_SIGNS = re.compile(r"[%!?]")
_HEADER = re.compile(r"\s*%%\s*(\S*)")
_MAGIC = re.compile(r"(?:%{1,2}\s*(\w*)|!|\?)(.*)", re.DOTALL)
_ASSIGNED = re.compile(r"([^\W\d][\w\s.,:\[\]]*=)\s*(?:%\s*(\w*)|!)(.*)", re.DOTALL)
_QUESTION = re.compile(r"(?:[\w\s.,]+=\s*)?%{0,2}[\w.*\[\]]+\?{1,2}[\s;]*")
_OPENING = re.compile(
    r'"""|\'\'\'|"[^\n]*?(?:(?<!\\)(?:\\\\)*"|$)|\'[^\n]*?(?:(?<!\\)(?:\\\\)*\'|$)|#.*|[()\[\]{}]'
)
_CLOSING = {quote: re.compile(rf"(?<!\\)(?:\\\\)*{quote}") for quote in ('"""', "'''")}


def without_magics(source: str) -> str:
    r"""The source of a code cell as Python.

    A line magic becomes `pass`, `%time f(x)` becomes `f(x)`, what the shell would give becomes None. A cell
    that is written for another program (`%%bash`, `%%html`) becomes empty; `%%time` and its like lose their
    first line only.

    Examples
    --------
    >>> print(without_magics("%matplotlib inline\nfiles = !ls\n%time y = f(2)\nf?"))
    pass
    files = None
    y = f(2)
    pass
    >>> without_magics("%%bash\nrm -rf .")
    ''
    """
    return _without_shell(_without_lines(source))


def _without_lines(source: str) -> str:
    if not _SIGNS.search(source):
        return source
    return "\n".join(_python_lines(_without_headers(source.split("\n"))))


def _without_headers(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        header = _HEADER.match(line)
        if header and header[1] not in _KEEP_THE_BODY:
            return []
        if header:
            lines[number] = ""
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return lines


def _python_lines(lines: list[str]) -> Iterator[str]:
    """The lines, each magic translated: only where a statement may begin, so not inside of a string."""
    depth, quote, continued, in_magic = 0, "", False, False
    for line in lines:
        if in_magic:
            yield ""
            in_magic = line.endswith("\\")
            continue
        python = None if depth or quote or continued else _translated(line)
        if python is not None:
            yield python
            in_magic = line.endswith("\\")
            continue
        yield line
        depth, quote = _after(line, depth, quote)
        continued = line.endswith("\\")


def _translated(line: str) -> str | None:
    """A line of IPython as Python, None when it is Python already."""
    words = line.lstrip()
    indent = line[: len(line) - len(words)]
    if _QUESTION.fullmatch(words):
        return indent + "pass"
    if match := _MAGIC.fullmatch(words):
        return indent + _line_magic(match[1], match[2], "pass")
    if match := _ASSIGNED.fullmatch(words):
        return f"{indent}{match[1]} {_line_magic(match[2], match[3], 'None')}"
    return None


def _line_magic(name: str | None, rest: str, nothing: str) -> str:
    rest = rest.strip()
    return rest if name == "time" and rest and is_python(rest) else nothing


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """How many brackets, and which triple quote, are open after this line."""
    position = 0
    while True:
        if quote:
            closing = _CLOSING[quote].search(line, position)
            if not closing:
                return depth, quote
            position, quote = closing.end(), ""
        opening = _OPENING.search(line, position)
        if not opening:
            return depth, quote
        position = opening.end()
        token = opening[0]
        if token in _CLOSING:
            quote = token
        elif token in "([{":
            depth += 1
        elif token in ")]}":
            depth = max(0, depth - 1)


def _without_shell(source: str) -> str:
    """Calls of `get_ipython()`, which stand for magics in exported scripts, as Python."""
    if "get_ipython" not in source:
        return source
    try:
        calls = _shell_calls(parse(source))
    except NotPython:
        return source
    text = source.encode()  # columns count bytes
    starts = [0]
    for line in text.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    pieces, kept = [], 0
    for node, is_statement in calls:
        line_number, column = _end(node)
        python = _python_of_call(node) if is_statement and node.col_offset == 0 else "None"
        pieces += [text[kept : starts[node.lineno - 1] + node.col_offset], python.encode()]
        kept = starts[line_number - 1] + column
    return b"".join([*pieces, text[kept:]]).decode()


def _shell_calls(tree: ast.Module) -> list[tuple[ast.expr, bool]]:
    """Expressions that begin with `get_ipython()`, in order, and whether each is a statement of its own."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    roots = [node for node in parents if isinstance(node, ast.Name) and node.id == "get_ipython"]
    found: list[tuple[ast.expr, bool]] = []
    for root in sorted(roots, key=lambda node: (node.lineno, node.col_offset)):
        node: ast.expr = root
        while (parent := _continuation(parents[node], node)) is not None:
            node = parent
        inside = bool(found) and _end(node) <= _end(found[-1][0])  # an argument of the one before
        if isinstance(parents[root], ast.Call) and node is not root and not inside:
            found.append((node, isinstance(parents[node], ast.Expr)))
    return found


def _continuation(parent: ast.AST, node: ast.expr) -> ast.expr | None:
    """The expression that goes on after `node`, as `a.b` goes on after `a`."""
    if isinstance(parent, ast.Call):
        return parent if parent.func is node else None
    if isinstance(parent, (ast.Attribute, ast.Subscript)):
        return parent if parent.value is node else None
    return None


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def _python_of_call(node: ast.expr) -> str:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return "None"
    words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    match node.func.attr, words:
        case "run_line_magic", [name, rest]:
            return _line_magic(name, rest, "None")
        case "magic", [line]:
            name, _, rest = line.lstrip("%").partition(" ")
            return _line_magic(name, rest, "None")
        case "run_cell_magic", [name, _, body] if name in _KEEP_THE_BODY:
            python = _without_lines(body)
            return python if is_python(python) else "None"
    return "None"
