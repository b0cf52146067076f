"""What Python's own errors mean when a learner's function raises them."""

from __future__ import annotations

import re

from numpy.exceptions import AxisError

_NONE_FOR_VALUE = (
    "there is a None where a value should be: does the function or method that makes it end with `return`?"
)

_MEANINGS: tuple[tuple[str, type[BaseException], str, str], ...] = (
    (
        "math-on-arrays",
        TypeError,
        r"only (length-1|size-1|0-dimensional|integer scalar) arrays|must be real number",
        "functions of `math` take one number; "
        "the ones of NumPy (np.exp, np.log, np.maximum) take whole arrays.",
    ),
    (
        "if-on-arrays",
        ValueError,
        r"truth value of an array",
        "`if`, `and`, `or`, `max` and `min` ask for one yes or no, an array has many; "
        "use np.where, np.maximum or `&` on whole arrays.",
    ),
    (
        "numbers-not-wrapped",
        AttributeError,
        r"'(?:int|float)' object has no attribute '(data|grad|_\w+)'",
        r"a plain number has no `.\1`. Make it an object of your class first: "
        "`other = other if isinstance(other, Value) else Value(other)`.",
    ),
    (
        "number-for-array",
        AttributeError,
        r"'(?:int|float)' object has no attribute '(\w+)'",
        r"a plain number has no `.\1`, an array has. `np.asarray` makes an array of either.",
    ),
    (
        "return-forgotten",
        AttributeError,
        r"'NoneType' object has no attribute",
        _NONE_FOR_VALUE,
    ),
    (
        "return-forgotten",
        TypeError,
        r"'NoneType' object is not (subscriptable|iterable)|unsupported operand .*'NoneType'",
        _NONE_FOR_VALUE,
    ),
    (
        "called-too-early",
        TypeError,
        r"'NoneType' object is not callable",
        "a None is called. A function that is stored for later is named without parentheses: "
        "with them it is called at once, and the None that it returns is stored.",
    ),
    (
        "no-such-function",
        AttributeError,
        r"module '(\w+)' has no attribute '(\w+)'",
        r"`\1` has nothing called `\2`: a misspelling? "
        r"In a notebook, `\1.` and the tab key list what there is.",
    ),
    (
        "method-missing",
        AttributeError,
        r"'(\w+)' object has no attribute '(\w+)'",
        r"`\1` has no `\2`: still to be written, or misspelt.",
    ),
    (
        "whole-number-expected",
        TypeError,
        r"cannot be interpreted as an integer",
        "a number with decimals, or an array, stands where only a whole number can: a size, an index or an "
        "axis. `np.max(0, z)` is a case of it, as its second argument is an axis; the larger of two is "
        "`np.maximum(0, z)`.",
    ),
    (
        "caret-for-power",
        TypeError,
        r"unsupported operand .* for \^|ufunc 'bitwise_xor'",
        "`^` is no power in Python; write `**`.",
    ),
    (
        "no-number-on-the-left",
        TypeError,
        r"unsupported operand .* for ([-+*/]+): '(?:int|float)' and '([A-Z]\w*)'",
        r"a number stands on the left of `\1`. Python asks the number first, then `\2`, by `__radd__`, "
        "`__rmul__`, `__rsub__` or `__rtruediv__`: write the one that is missing.",
    ),
    (
        "attribute-called",
        TypeError,
        r"'(tuple|str|list|dict)' object is not callable",
        r"a \1 is called like a function. `x.shape` and `x.size` are written without parentheses behind "
        "them, and an entry is picked with square brackets.",
    ),
    (
        "star-missing",
        TypeError,
        r"'(?:numpy\.\w+|int|float)' object is not callable",
        "a number or an array is called like a function: a `*` is missing before a bracket, or a name that "
        "was a function has been given a value.",
    ),
    (
        "operator-missing",
        TypeError,
        r"(?:unsupported operand type\(s\) for|bad operand type for unary) (\S+?)(?: or pow\(\))?: (.*)",
        r"there is no `\1` for \2. A class gets its operators by methods: `__add__`, `__sub__`, `__mul__`, "
        "`__truediv__`, `__pow__`, and `__neg__` for a minus in front.",
    ),
    (
        "no-hash",
        TypeError,
        r"unhashable type: '([A-Z]\w*)'",
        r"`\1` cannot stand in a set or be a key, as a class with `__eq__` and no `__hash__` cannot. "
        "Leave `__eq__` out.",
    ),
    (
        "outside-the-domain",
        ValueError,
        r"math domain error|expected a (positive|nonnegative) ",
        "a logarithm or root of a negative number, or a logarithm of 0: which input leads there?",
    ),
    (
        "no-such-key",
        KeyError,
        r"(.+)",
        r"the dict has no key \1: a misspelling, or an entry that was never made?",
    ),
    (
        "wrong-arguments",
        TypeError,
        r"(positional argument|unexpected keyword|missing \d+ required)",
        "the function must take the arguments of the exercise, in their order; "
        "look at the `def` line of the stub.",
    ),
    (
        "axes-of-unequal-number",
        ValueError,
        r"must have same number of dimensions",
        "arrays with unequal numbers of axes are joined, such as (n, d) and (n,). Print the `.shape` of "
        "each; rows that only belong together need not be joined: index both with the same numbers.",
    ),
    (
        "shapes-do-not-fit",
        ValueError,
        r"(shapes .*not aligned|could not be broadcast|mismatch in its core dimension|matmul: )"
        r"|shape-mismatch for sum",
        "two shapes do not fit. Print the `.shape` of each array just before this line; "
        "examples are rows (n, d), weights are (d_in, d_out).",
    ),
    (
        "unequal-shapes",
        ValueError,
        r"inhomogeneous shape",
        "arrays of unequal shapes do not stack to one array; "
        "keep them in a list and treat one after the other.",
    ),
    (
        "name-not-defined",
        NameError,
        r"is not defined",
        "a name is used before it exists: "
        "a misspelling, or a cell (an import?) that has not run in this session.",
    ),
    (
        "assigned-later",
        UnboundLocalError,
        r"",
        "a name is read before the function assigns it; "
        "Python treats a name that is assigned anywhere in a function as its own.",
    ),
    (
        "no-such-axis",
        AxisError,
        r"",
        "an `axis` is named that the array does not have; `axis=1` needs two axes. "
        "`axis=-1` is always the last one.",
    ),
    (
        "no-second-axis",
        IndexError,
        r"tuple index out of range",
        "a `shape` is asked for an entry that it does not have: an array of shape (n,) has `shape[0]` only, "
        "which is `len`.",
    ),
    (
        "axes-counted-wrong",
        ValueError,
        r"values to unpack",
        "the number of names to the left of `=` is not the number of values to the right; "
        "`n, k = x.shape` needs an array with two axes.",
    ),
    (
        "number-taken-for-array",
        TypeError,
        r"(float|int)\w*' (object is not (iterable|subscriptable)|has no len)",
        "a number is used as an array, with `len`, `[i]` or a loop. "
        "The entries of an array of shape (n,) are numbers; only those of shape (n, k) are rows.",
    ),
    (
        "number-taken-for-array",
        IndexError,
        r"invalid index to scalar",
        "a number is used as an array, with `[i]`. "
        "The entries of an array of shape (n,) are numbers; only those of shape (n, k) are rows.",
    ),
    (
        "too-many-indices",
        IndexError,
        r"too many indices",
        "there are more indices in the brackets than the array has axes: `y[rows, :]` needs shape (n, k). "
        "`y[rows]` picks along the first axis whatever the shape.",
    ),
    (
        "index-outside",
        IndexError,
        r"out of bounds|out of range",
        "an index lies outside the array: "
        "compare the array's shape with the index, at the last element above all.",
    ),
    (
        "endless-recursion",
        RecursionError,
        r"",
        "the function calls itself without end: is the case missing in which it stops?",
    ),
    (
        "divides-by-zero",
        ZeroDivisionError,
        r"",
        "a division by zero: which input makes the denominator zero?",
    ),
    (
        "integer-overflow",
        OverflowError,
        r"",
        "a number left the range that fits; np.exp gives inf where math.exp raises.",
    ),
    (
        "writes-floats-into-integers",
        TypeError,
        r"Cannot cast ufunc|same_kind",
        "an array of integers cannot take floating-point numbers in place; "
        "convert it first with .astype(float).",
    ),
)


def meaning(error: BaseException) -> tuple[str, str] | None:
    """The id and the explanation of an error that we know, most special first.

    Arguments that do not fit mean one thing where the answer itself is called, and another inside it.

    >>> meaning(ZeroDivisionError("division by zero"))[0]
    'divides-by-zero'
    """
    for id_, kind, pattern, says in sorted(_MEANINGS, key=lambda m: -len(m[1].__mro__)):
        found = re.search(pattern, str(error)) if isinstance(error, kind) else None
        if found:
            if id_ == "wrong-arguments" and not _raised_by_us(error):
                return _INNER_CALL
            return id_, found.expand(says)
    return None


_INNER_CALL = (
    "wrong-arguments-inside",
    "a call inside the function hands over other arguments than what it calls takes; compare the two.",
)


def _raised_by_us(error: BaseException) -> bool:
    """Whether the innermost call that failed stands in this package: it is the call of the answer."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is None or str(trace.tb_frame.f_globals.get("__name__")).startswith("dlteach.")
