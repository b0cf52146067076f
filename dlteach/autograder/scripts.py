"""Reading `.py` files as notebooks: with the cell markers of their editor, or plain ones."""

from __future__ import annotations

import ast
import re

from dlteach.autograder.contents import Contents
from dlteach.autograder.magics import without_magics
from dlteach.autograder.parsing import DEFINITIONS, NotPython, first_line, parse

# "# %%" and "#%%" (VS Code, Spyder, Jupytext), "# In[3]:" (nbconvert); "# %%time" is a magic in a comment.
_MARKER = re.compile(r"^#[ \t]*(?:%%(?!\w)(.*)|In[ \t]*\[[\d ]*\]:?[ \t]*|<codecell>)$", re.MULTILINE)
_TEXT = re.compile(r"[^\[\n]*\[(?:markdown|md|raw)\]|\s*(?:md|markdown|raw)\b")
_COLAB = "# Commented out IPython magic to ensure Python compatibility."
_ALONE = (*DEFINITIONS, ast.Import, ast.ImportFrom)


def contents(text: str) -> Contents:
    """The cells of a script: what its markers say, else its paragraphs at top level.

    Examples
    --------
    >>> contents("# %% [markdown]\\n# About x\\n# %%\\nx = 1\\n")
    Contents(code=('x = 1\\n',), texts=('About x\\n',), name='', problems=())
    >>> contents("import os\\nx = 1\\n\\ny = 2\\n").code
    ('import os', 'x = 1', 'y = 2')
    """
    text = _uncommented_magics(text)
    markers = list(_MARKER.finditer(text))
    if not markers:
        return _paragraphs(text)
    code, texts = [], []
    head = text[: markers[0].start()]
    if head.strip():
        code.append(head)
    ends = [marker.start() for marker in markers[1:]] + [len(text)]
    for marker, end in zip(markers, ends):
        source = text[marker.end() : end].removeprefix("\n")
        if _TEXT.match(marker[1] or ""):
            texts.append(_uncommented(source))
        else:
            code.append(source)
    return Contents(tuple(code), tuple(texts))


def _uncommented(source: str) -> str:
    """A Markdown cell as text; as it stands where it holds more than comments, for it may be code."""
    lines = source.split("\n")
    if not all(line.startswith("#") or not line.strip() for line in lines):
        return source
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines)


def _uncommented_magics(text: str) -> str:
    """Colab comments out a whole cell that begins with a cell magic; this brings it back."""
    if _COLAB not in text:
        return text
    lines = text.split("\n")
    inside = False
    for number, line in enumerate(lines):
        if number and lines[number - 1] == _COLAB:
            inside = line.startswith("# %%")
        inside = inside and line.startswith("#")
        if inside:
            lines[number] = "" if line.startswith("# %%") else line.removeprefix("#").removeprefix(" ")
    return "\n".join(lines)


def _paragraphs(text: str) -> Contents:
    """A script without markers. One failing line must not cost the rest, so it is cut where that is safe."""
    text = without_magics(text)
    try:
        tree = parse(text)
    except NotPython:
        return Contents(tuple(_blocks(text)))
    lines = text.split("\n")
    code: list[str] = []
    texts: list[str] = []
    begun = 0
    last: ast.stmt | None = None
    for node in tree.body:
        first = first_line(node)
        if last is not None and _is_cut(last, node, first):
            _put(lines[begun : first - 1], last, code, texts)
            begun = first - 1
        last = node
    if last is not None:
        _put(lines[begun:], last, code, texts)
    return Contents(tuple(code), tuple(texts))


def _blocks(text: str) -> list[str]:
    """The parts of a script that has no tree: one begins at the left after a blank line."""
    blocks: list[list[str]] = [[]]
    after_blank = False
    for line in text.split("\n"):
        if after_blank and line and line[0] not in " \t#)]}":
            blocks.append([])
        blocks[-1].append(line)
        after_blank = not line.strip()
    return ["\n".join(block) for block in blocks]


def _is_cut(last: ast.stmt, node: ast.stmt, first: int) -> bool:
    end = last.end_lineno or 0
    return first > end and (
        first > end + 1 or isinstance(last, _ALONE) or isinstance(node, _ALONE) or _is_text(last)
    )


def _put(lines: list[str], last: ast.stmt, code: list[str], texts: list[str]) -> None:
    """Colab exports a Markdown cell as a string that stands alone."""
    source = "\n".join(lines).strip("\n")
    if _is_text(last) and (source.startswith(('"""', "'''", 'r"""'))):
        assert isinstance(last, ast.Expr)
        assert isinstance(last.value, ast.Constant)
        texts.append(str(last.value.value))
    else:
        code.append(source)


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
