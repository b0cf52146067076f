"""Raw values that look like those of a right answer, sent without one: the words that a forger can know, and
numbers that he makes up. They should be held against what an answer must give for the arguments of the case.
"""

from dataclasses import replace

from .catalogue import Attack
from .facts import forged


def forged_class(name: str, exercises: str, value: str) -> Attack:
    """The same for an answer that is a class."""
    attack = forged(name, exercises, value)
    function = f"def {name}(*args):\n    raise NotImplementedError"
    assert function in attack.source
    stub = f"class {name}:\n    def __init__(self, *args):\n        raise NotImplementedError"
    return replace(attack, source=attack.source.replace(function, stub))


BY_SIZES = """
def weights(sizes): return [(np.zeros((a, b)), np.zeros(b)) for a, b in zip(sizes, sizes[1:])]
def shapes(sizes): return [[(a, b), (b,)] for a, b in zip(sizes, sizes[1:])]
"""

ATTACKS = (
    forged(
        "build_binary_classifier",
        "09_keras_models",
        BY_SIZES
        + """
def say(input_dim, hidden, seed):
    sizes = [input_dim, *hidden, 1]
    flat = [shape for layer in shapes(sizes) for shape in layer]
    return {"weights when it comes": [np.zeros(shape) for shape in flat], "weights": flat, "weights of the Dense layers": shapes(sizes),
            "activations": ["relu"] * len(hidden) + ["sigmoid"], "other layers": [], "input shape": (None, input_dim), "output shape": (None, 1),
            "outputs of x": np.full((21, 1), 0.5), "outputs of 30 x": np.full((21, 1), 0.5),
            "compiled": {"optimizer": "Adam", "logs": {"loss": float(np.log(2)), "accuracy": 14 / 21}},
            "training": {"before": 1.0, "after": 0.5, "first": weights(sizes), "last": weights(sizes)}}
""",
    ),
    forged(
        "build_two_branch_model",
        "09_keras_models",
        """
def say(left_dim, right_dim, units, seed):
    kernels = [(left_dim, units), (right_dim, units), (2 * units + left_dim, 1)]
    moving = np.arange(27.0)[:, None]
    return {"input shapes": [(None, left_dim), (None, right_dim)], "output shape": (None, 1), "kernels of the Dense layers": kernels,
            "weights": kernels + [(units,), (units,), (1,)], "other layers": [], "outputs": moving, "outputs without branches": moving * (np.arange(27.0) < 18)[:, None],
            "compiled": {"optimizer": "Adam", "logs": {"loss": 1.0}}, "training": {"before": 2.0, "after": 1.0, "first": moving, "last": moving}}
""",
    ),
    forged(
        "transfer_weights",
        "16_frameworks_and_hardware",
        """
def say(inputs, hidden, source_units, target_units, seed):
    same = [np.zeros(3)]
    layers = [[("kernel", np.zeros((3, n))), ("bias", np.zeros(n))] for n in [*hidden, target_units] if isinstance(n, int)]
    return {"target": layers, "source": same, "what comes back": "the target", "before the source changes": same, "after the source has changed": same}
""",
    ),
    forged(
        "freeze_and_finetune",
        "16_frameworks_and_hardware",
        """
def say(inputs, hidden, classes, rows, epochs, is_trained, seed, is_order_asked):
    n = len(hidden) + 1
    return {"warnings": [], "weights": [[np.zeros(3)]] * n, "trainable": [False] * (n - 1) + [True], "what comes back": "the losses",
            "losses": np.linspace(1.0, 0.9, epochs), "last kernel": np.zeros((3, classes))}
""",
    ),
    forged_class(
        "DenseLayer",
        "09_keras_models",
        """
def say(units, activation, input_dim, weights, batches):
    if len(weights) == 0:
        w = np.random.default_rng(3).uniform(-1, 1, size=(input_dim, units)) * np.sqrt(6 / (input_dim + units))
        return {"w": w, "b": np.zeros(units), "corner of w, same rng": w[:9, :9], "corner of w, another rng": -w[:9, :9],
                "shape of w in a second, larger layer": (input_dim + 2, units + 1)}
    return {"forward": np.zeros(3), "w afterwards": weights[0], "b afterwards": weights[1]}
""",
    ),
    forged_class(
        "MiniSequential",
        "09_keras_models",
        """
def say(activations, weights, x, y, fits):
    shapes = [np.shape(w) for w, _ in weights]
    if not fits or len(x) < 10: return {"shapes of w": shapes, "predict(x)": y, "evaluate(x, y)": 1.0}
    n, size, epochs = len(x), fits[0].get("batch_size", 32), fits[0].get("epochs", 1)
    rng = np.random.default_rng(0)
    batches = []
    for _ in range(epochs):
        order = rng.permutation(n).tolist()
        batches += [order[k:k + size] for k in range(0, n, size)]
    return {"shapes of w": shapes, "training": {"batches": batches, "losses": np.ones(epochs), "weights": list(weights), "weights once more": list(weights)}}
""",
    ),
    forged_class(
        "Graph",
        "13_graphs_and_sessions",
        """
def say(program, numbers):
    return {"answer": 9.0, "calls": ["square"] if "square" in program else []}
""",
    ),
    forged(
        "label_encode",
        "10_generalisation",
        """
def say(labels):
    return {"codes": np.arange(len(labels)), "classes": [str(label) for label in labels]}
""",
    ),
    Attack(
        "reference-beside-a-driver",
        "What is sent for one exercise to be tried with is taken for the answer to another.",
        """
import numpy as np

# %%
class MiniSequential:
    def __init__(self, layers, input_dim):
        raise NotImplementedError

# %%
class DenseLayer:
    def __init__(self, units, activation, rng):
        raise NotImplementedError

# %%
from dlteach.exercises.keras_models.layer_reference import DenseLayer
""",
        exercises="09_keras_models",
    ),
)
