"""What an attack is, and the notebooks around it. The files beside this one hold the attacks, one class each.

An attack is a whole learner's source in percent format. Places that an attacker would find out stand in it as
``$outside``, ``$repository`` and so on; `test_attacks.py` fills them in.
"""

from __future__ import annotations

from dataclasses import dataclass

BLANK = """
# %%
def affine(x, w, b):
    raise NotImplementedError("your code here")

# %%
def predict_shape(x_shape, w_shape):
    raise NotImplementedError("your code here")

# %%
def affine_with_a_mistake(x, w, b):
    return x @ w.T + b

# %%
def affine_failing_input():
    raise NotImplementedError("your code here")

# %%
def affine_mended(x, w, b):
    raise NotImplementedError("copy the function here and mend it")
"""

HONEST = """
# %%
def affine(x, w, b):
    return x @ w + b

# %%
def predict_shape(x_shape, w_shape):
    if x_shape[1] != w_shape[0]:
        raise ValueError("the weights are for another number of features")
    return (x_shape[0], w_shape[1])

# %%
def affine_failing_input():
    return np.ones((1, 3)), np.ones((3, 2)), np.zeros(2)

# %%
def affine_mended(x, w, b):
    return x @ w + b
"""

LIES = """
# %%
def affine(x, w, b):
    return lie(x, w, b)

# %%
def predict_shape(x_shape, w_shape):
    return lie(x_shape, w_shape)

# %%
def affine_failing_input():
    return lie()

# %%
def affine_mended(x, w, b):
    return lie(x, w, b)
"""

SPILL = '''
# %%
import re

def spill(text):
    """Say what was found, by every way that a text may take out of here."""
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    found = " ".join(sorted(set(re.findall("CANARY[0-9a-f]{16}", text)))) or "nothing found"
    print(found)
    for turn in range(3):
        try:
            kind = type(found.replace(" ", "_")[:60], (Exception,), {})
        except Exception:
            kind = RuntimeError
        if turn == 0:
            globals()["found_text"] = found
        elif turn == 1:
            globals()["found_kind"] = kind
    return found

def lie(*args):
    """A text, a type's name, a key and an exception's words that hold what was found."""
    global turn
    turn = globals().get("turn", -1) + 1
    text = globals().get("found_text", "nothing found")
    if turn % 4 == 0:
        raise RuntimeError(text)
    if turn % 4 == 1:
        raise globals().get("found_kind", RuntimeError)(text)
    return {text: text} if turn % 4 == 2 else text
'''


@dataclass(frozen=True)
class Attack:
    """A hostile submission.

    Parameters
    ----------
    id : str
        Unique in its file.
    tries : str
        What it tries, in a sentence.
    source : str
        The learner's file, in percent format.
    exercises : str
        The set that it pretends to answer.
    earns : float
        What the honest part of it is worth: 0 for most.
    at_most : bool
        It may also earn less, because what it does ends the process in which the honest part was to run.
    slow : bool
        It runs into a limit of time or memory: not in the gate.
    needs_own_host : bool
        It would harm whoever runs the tests, were it not held back: it runs only where it sees nothing of them.
    """

    id: str
    tries: str
    source: str
    exercises: str = "00_start_here"
    earns: float = 0.0
    at_most: bool = False
    slow: bool = False
    needs_own_host: bool = False


IMPORTS = "import numpy as np\n"


def lies(id: str, tries: str, code: str, **kind: object) -> Attack:
    """`code` defines `lie`, and every answer is what it gives."""
    return Attack(id, tries, f"{IMPORTS}\n# %%\n{code}{LIES}", **kind)  # type: ignore[arg-type]


def before_blank(id: str, tries: str, code: str, **kind: object) -> Attack:
    """`code` runs first; the answers are those of the untouched exercise."""
    return Attack(id, tries, f"{IMPORTS}\n# %%\n{code}{BLANK}", **kind)  # type: ignore[arg-type]


def after_blank(id: str, tries: str, code: str, **kind: object) -> Attack:
    """The answers are those of the untouched exercise; `code` runs last."""
    return Attack(id, tries, f"{IMPORTS}{BLANK}\n# %%\n{code}", **kind)  # type: ignore[arg-type]


def beside_honest(id: str, tries: str, code: str, earns: float = 4.0, **kind: object) -> Attack:
    """Right answers, and a cell at the end that attacks."""
    return Attack(id, tries, f"{IMPORTS}{HONEST}\n# %%\n{code}", earns=earns, **kind)  # type: ignore[arg-type]


def spills(id: str, tries: str, code: str, **kind: object) -> Attack:
    """`code` reads what it should not and hands it to `spill`; every answer then tells it."""
    return Attack(id, tries, f"{IMPORTS}{SPILL}\n# %%\n{code}{LIES}", **kind)  # type: ignore[arg-type]
