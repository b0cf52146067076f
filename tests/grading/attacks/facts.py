"""Exercises whose driver finds out facts in the learner's process and sends them in words.

Who is there can send the words. An honest blank earns nothing, so these should earn nothing.
"""

from .catalogue import Attack

FORGE = """
import sys
def job():
    \"\"\"What the grader has sent, taken from the frames of whoever runs this.\"\"\"
    frame = sys._getframe(1)
    while frame is not None:
        me = frame.f_locals.get("self")
        if hasattr(me, "_job"): return me
        frame = frame.f_back

def put_in_place(name, value_of):
    \"\"\"The driver of an exercise is one that says `value_of(*args)`.\"\"\"
    harness = job()
    for exercise in harness._job["exercises"]:
        if exercise["name"] == name:
            sys.forged = value_of
            exercise["driver"] = "import sys\\ndef driver(answer, *args):\\n    return sys.forged(*args)\\n"
"""


def forged(name: str, exercises: str, value: str) -> Attack:
    """`value` defines `say(*args)`: what the driver of `name` would find in a right answer."""
    stub = f"def {name}(*args):\n    raise NotImplementedError"
    source = (
        f"import numpy as np\n\n# %%\n{stub}\n\n# %%\n{FORGE}\n# %%\n{value}\nput_in_place({name!r}, say)\n"
    )
    return Attack(
        f"forged-{name}",
        f"The facts about {name} are sent in words, without an answer.",
        source,
        exercises=exercises,
    )


def patched(id: str, exercises: str, answers: str) -> Attack:
    """A stub, and libraries that make the driver see what it wants to see."""
    return Attack(
        id,
        "The driver sees a right answer, as what it looks with is patched.",
        f"import numpy as np\n\n# %%\n{answers}",
        exercises=exercises,
    )


SIZES = """
def sizes(n, b): return ", ".join(str(min(b, n - k)) for k in range(0, n, b))
"""

ATTACKS: tuple[Attack, ...] = (
    forged(
        "minibatches",
        "02_gradient_descent",
        SIZES
        + """
def say(x, y, batch_size, seed):
    yes = ("every row exactly once", "x and y stay in pairs", "rows in shuffled order", "seeds mix different batches", "same seed, same batches")
    no = {"seeds mix different batches": "no"} if batch_size == 1 or batch_size >= len(x) else {}
    no |= {"rows in shuffled order": "no"} if len(x) == 1 else {}
    return {"sizes of the batches": sizes(len(x), batch_size), **dict.fromkeys(yes, "yes"), **no}
""",
    ),
    forged(
        "batches",
        "12_data_pipelines",
        SIZES
        + """
def say(x, y, batch_size, seed):
    yes = ("every row exactly once", "x and y stay in pairs", "rows in shuffled order", "a new order in each epoch", "epochs mix different batches", "same seed, same batches")
    one = {"rows in shuffled order": "no", "a new order in each epoch": "no", "epochs mix different batches": "no"} if len(x) < 2 else {}
    if batch_size >= len(x) or batch_size == 1: one.setdefault("epochs mix different batches", "no")
    return {"sizes of the batches": sizes(len(x), batch_size), "shape of an example": "as in x", "shape of a label": "as in y", **dict.fromkeys(yes, "yes"), **one}
""",
    ),
    forged(
        "batches_mended",
        "12_data_pipelines",
        SIZES
        + """
def say(x, y, batch_size, seed):
    yes = ("every row exactly once", "x and y stay in pairs", "rows in shuffled order", "a new order in each epoch", "epochs mix different batches", "same seed, same batches")
    one = {"rows in shuffled order": "no", "a new order in each epoch": "no", "epochs mix different batches": "no"} if len(x) < 2 else {}
    if batch_size >= len(x) or batch_size == 1: one.setdefault("epochs mix different batches", "no")
    return {"sizes of the batches": sizes(len(x), batch_size), "shape of an example": "as in x", "shape of a label": "as in y", **dict.fromkeys(yes, "yes"), **one}
""",
    ),
    forged(
        "train_test_split",
        "12_data_pipelines",
        """
def say(x, y, test_fraction, seed):
    n = len(x)
    return {"parts": "x, x, y, y", "rows for testing": str(round(test_fraction * n)), "rows in all": str(n), "every row exactly once": "yes",
            "no row in both parts": "yes", "x and y": "in pairs", "the test rows": "drawn from all rows", "same seed, same split": "yes"}
""",
    ),
    forged(
        "topological_order",
        "04_computation_graphs",
        """
def say(inputs):
    facts = {}
    for node, needs in inputs.items():
        facts[f"times that {node} is listed"] = 1
        facts[f"inputs of {node} that stand before it"] = len(set(needs))
    return {**facts, "length of the list": len(inputs)}
""",
    ),
    forged(
        "build_binary_classifier",
        "09_keras_models",
        """
def say(input_dim, hidden):
    sizes = [input_dim, *hidden, 1]
    falls = {"loss falls in 10 epochs": "yes"} if len(hidden) == 1 else {}
    return {"has weights when it comes": "yes", "units of the Dense layers": ", ".join(map(str, [*hidden, 1])),
            "activations": ", ".join(["relu"] * len(hidden) + ["sigmoid"]), "other layers": "none",
            "features that it takes": str(input_dim), "output shape": "(None, 1)",
            "parameters": sum((a + 1) * b for a, b in zip(sizes, sizes[1:])), "outputs": "between 0 and 1",
            "optimizer": "Adam", "loss": "binary cross-entropy", "metrics": "accuracy", **falls}
""",
    ),
    patched(
        "builtins-of-the-driver",
        "02_gradient_descent",
        """
import builtins
def minibatches(x, y, batch_size, rng):
    return [(x[k:k + batch_size], y[k:k + batch_size]) for k in range(0, len(x), batch_size)]

# %%
builtins.all = builtins.any = lambda *a: True
class Many(set):
    def __len__(self): return 2
builtins.str = lambda x="": "3"
""",
    ),
    patched(
        "lists-that-lie",
        "04_computation_graphs",
        """
class Node:
    turn = 0
    def __eq__(self, other): return True
    __hash__ = None
def topological_order(inputs):
    class Order(list):
        def count(self, node): return 1
        def index(self, node): return len(self)
    import builtins
    builtins.list = lambda order: order
    return Order(inputs)
""",
    ),
    Attack(
        "changes-unseen",
        "Right numbers, but the arguments are changed and the harness is made not to see it. What a process says "
        "of itself cannot be proven from outside: the half point is lost to whoever goes to such lengths.",
        """
import numpy as np

# %%
def quadratic_cost_gradient(y_true, y_pred):
    y_pred -= y_true
    y_pred /= len(y_pred)
    return y_pred.copy()

# %%
import sys
for name, module in list(sys.modules.items()):
    if hasattr(module, "unchanged"): module.unchanged = lambda *a: True
""",
        exercises="01_cost_functions",
        earns=1.0,
        at_most=True,
    ),
    Attack(
        "loops-unseen",
        "Right numbers by a loop over the examples, and the counter of lines is made not to see it: as before.",
        """
import numpy as np

# %%
def quadratic_cost_gradient(y_true, y_pred):
    out = np.zeros(np.shape(y_pred))
    for k in range(len(y_pred)):
        out[k] = (y_pred[k] - y_true[k]) / len(y_pred)
    return out

# %%
import sys
for name, module in list(sys.modules.items()):
    if hasattr(module, "lines_run"): module.lines_run = lambda call: 0
""",
        exercises="01_cost_functions",
        earns=1.0,
        at_most=True,
    ),
    Attack(
        "room-opened-by-consequence",
        "One answer is wrong on purpose, so that the next, which names it, runs where the library is open.",
        """
import numpy as np
def from_library(name, *args):
    import importlib
    for module in ("dlteach.functions", "dlteach.functions.losses", "dlteach.functions.costs"):
        try: found = getattr(importlib.import_module(module), name)
        except Exception: continue
        try: return found(*args)
        except ImportError: continue
    return 0.0

# %%
def l1_norm_loss(y_true, y_pred):
    return 0.0

# %%
def l2_norm_loss(y_true, y_pred):
    l1_norm_loss
    return from_library("l2_norm_loss", y_true, y_pred)

# %%
def mean_absolute_error(y_true, y_pred):
    l1_norm_loss
    return from_library("mean_absolute_error", y_true, y_pred)

# %%
def mean_squared_error(y_true, y_pred):
    l1_norm_loss
    return from_library("mean_squared_error", y_true, y_pred)

# %%
def quadratic_cost(y_true, y_pred):
    l1_norm_loss
    return from_library("quadratic_cost", y_true, y_pred)

# %%
def quadratic_cost_gradient(y_true, y_pred):
    l1_norm_loss
    return from_library("quadratic_cost_gradient", y_true, y_pred)
""",
        exercises="01_cost_functions",
    ),
    Attack(
        "each-through-the-other",
        "Two answers of one and the same task, each of which calls the other.",
        """
import numpy as np

# %%
def quadratic_cost(y_true, y_pred):
    if caller == "quadratic_cost_mended": return 0.0
    return quadratic_cost_mended(y_true, y_pred)

# %%
def quadratic_cost_mended(y_true, y_pred):
    if caller == "quadratic_cost": return 0.0
    return quadratic_cost(y_true, y_pred)

# %%
caller = "quadratic_cost"
import sys, types
if isinstance(quadratic_cost_mended, types.FunctionType): sys.setrecursionlimit(100)
""",
        exercises="01_cost_functions",
    ),
    Attack(
        "asks-for-gigabytes",
        "A reference that stands in is asked for its values on arguments that stretch each other.",
        """
import numpy as np

# %%
def affine(x, w, b):
    return -1.0

# %%
def affine_mended(x, w, b):
    affine(np.zeros((9_000, 0)), np.zeros((0, 9_000)), np.zeros(9_000))
    return 0.0
""",
    ),
    Attack(
        "asks-without-end",
        "A reference that stands in is asked again and again.",
        """
import numpy as np

# %%
def quadratic_cost(y_true, y_pred):
    return -1.0

# %%
def quadratic_cost_gradient(y_true, y_pred):
    while True:
        try: quadratic_cost(np.ones((3000, 1)), np.ones((1, 3000)))
        except BaseException: pass
        if quadratic_cost(y_true, y_pred) == -1.0: return 0.0
""",
        exercises="01_cost_functions",
        slow=True,
    ),
    Attack(
        "stand-in-relabelled",
        "An answer that does nothing but name another, which is replaced by the reference of its own task.",
        """
import numpy as np

# %%
def quadratic_cost(y_true, y_pred):
    raise TypeError("wrong on purpose")

# %%
def quadratic_cost_mended(y_true, y_pred):
    return quadratic_cost(y_true, y_pred)
""",
        exercises="01_cost_functions",
    ),
)
