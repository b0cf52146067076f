"""Answers that are inputs: the grader runs the reference on them, where no limit holds but its own.

An input may be huge and right at once, so each may earn the point of its exercise; what counts is that the
grader stays small and quick.
"""

from .catalogue import Attack


def inputs(
    id: str, tries: str, exercises: str, name: str, value: str, before: str = "", **kind: object
) -> Attack:
    """The answer of `name` is `value`, an expression."""
    source = f"import numpy as np\n{before}\n\n# %%\ndef {name}():\n    return {value}\n"
    return Attack(id, tries, source, exercises=exercises, earns=1.0, at_most=True, **kind)  # type: ignore[arg-type]


AFFINE = ("00_start_here", "affine_failing_input")
COST = ("01_cost_functions", "quadratic_cost_failing_input")
LINE = ("02_gradient_descent", "fit_line_failing_input")
ENTROPY = ("03_cross_entropy", "sparse_categorical_cross_entropy_failing_input")
ORDER = ("04_computation_graphs", "topological_order_failing_input")
DENSE = ("05_backpropagation", "dense_backward_failing_input")
DEAD = ("06_activations", "dead_fraction_failing_input")
SOFTMAX = ("07_softmax", "softmax_failing_input")
ADAM = ("08_optimizers", "adam_step_failing_input")
COUNT = ("09_keras_models", "count_parameters_failing_input")
SCALE = ("10_generalisation", "standardize_failing_input")
POOL = ("11_images", "max_pool2d_failing_input")
BATCHES = ("12_data_pipelines", "batches_failing_input")
FEED = ("13_graphs_and_sessions", "check_feed_failing_input")
MATRIX = ("14_handwritten_digits", "confusion_matrix_failing_input")
CLAIM = "15_check_the_notes"
SAME = ("16_frameworks_and_hardware", "same_to_failing_input")

ATTACKS: tuple[Attack, ...] = (
    inputs(
        "product-of-nothing",
        "No byte crosses, and the product has 650 MB.",
        *AFFINE,
        "np.zeros((9_000, 0)), np.zeros((0, 9_000)), np.zeros(9_000)",
    ),
    inputs(
        "outer-product",
        "Two vectors whose product has 650 MB.",
        *AFFINE,
        "np.ones((9_000, 1)), np.ones((1, 9_000)), np.zeros(1)",
    ),
    inputs(
        "petabyte",
        "A product that no machine holds.",
        *AFFINE,
        "np.zeros((8_000_000, 0)), np.zeros((0, 8_000_000)), np.zeros(1)",
    ),
    inputs(
        "big-product",
        "A product that takes minutes.",
        *AFFINE,
        "np.ones((10, 90_000), 'i1'), np.ones((90_000, 70), 'i1').astype(float)[:1], np.zeros(1)",
    ),
    inputs(
        "bias-that-stretches",
        "A bias that stretches the sum to 8 GB.",
        *AFFINE,
        "np.ones((1000, 1)), np.ones((1, 1000)), np.ones((1000, 1, 1))",
    ),
    inputs(
        "objects",
        "Texts, None, dicts and cycles for arrays.",
        *AFFINE,
        "'x' * 10**6, {'a': None}, [[[[[]]]]]",
    ),
    inputs(
        "nan-and-infinity",
        "NaN everywhere, which differs from itself.",
        *AFFINE,
        "np.full((2, 2), np.nan), np.full((2, 2), np.inf), np.full(2, np.nan)",
    ),
    inputs(
        "integers-that-overflow",
        "Whole numbers at the edge.",
        *AFFINE,
        "np.full((2, 2), -2**63), np.full((2, 2), -2**63), np.full(2, 2**63 - 1)",
    ),
    inputs(
        "cost-that-stretches",
        "A column and a row: their difference has 650 MB.",
        *COST,
        "np.ones((9_000, 1)), np.ones((1, 9_000))",
    ),
    inputs(
        "cost-in-three-axes",
        "Three axes that stretch each other.",
        *COST,
        "np.ones((700, 1, 1)), np.ones((1, 1200, 1000))",
    ),
    inputs(
        "empty",
        "Arrays without a number and with huge sides.",
        *COST,
        "np.zeros((0, 8_000_000)), np.zeros((0, 8_000_000))",
    ),
    inputs(
        "ten-thousand-epochs",
        "As many steps as are allowed, over as much data as may cross.",
        *LINE,
        "np.ones(400_000), np.ones(400_000), 1e-9, 10_000",
        slow=True,
    ),
    inputs(
        "epochs-of-nan",
        "A number of epochs that no comparison refuses.",
        *LINE,
        "np.ones(2), np.ones(2), 0.1, float('nan')",
    ),
    inputs(
        "epochs-of-minus-infinity",
        "Minus infinity, and an array, as a number of epochs.",
        *LINE,
        "np.ones(2), np.ones(2), 0.1, -float('inf')",
    ),
    inputs(
        "epochs-as-an-array", "An array of epochs.", *LINE, "np.ones(2), np.ones(2), 0.1, np.full(1, 10_000)"
    ),
    inputs(
        "line-that-stretches",
        "x as a column, y as a row.",
        *LINE,
        "np.ones((9_000, 1)), np.ones((1, 9_000)), 0.1, 2",
    ),
    inputs(
        "labels-beyond",
        "Labels far beyond the classes, and negative.",
        *ENTROPY,
        "np.array([10**15, -10**15]), np.array([[0.5, 0.5], [0.5, 0.5]])",
    ),
    inputs(
        "labels-that-stretch",
        "A table of labels that stretches the choice to gigabytes.",
        *ENTROPY,
        "np.zeros((400, 400), int), np.full((400, 2), 0.5)",
    ),
    inputs("graph-with-a-cycle", "A graph without an order.", *ORDER, "{'a': ['b'], 'b': ['a'], 'c': ['c']}"),
    inputs(
        "graph-of-paths",
        "A ladder with 2**60 paths from its top to its bottom.",
        *ORDER,
        "{f'{s}{k}': ([f'a{k+1}', f'b{k+1}'] if k < 60 else []) for k in range(61) for s in 'ab'}",
    ),
    inputs(
        "graph-that-is-deep",
        "A chain of a thousand nodes.",
        *ORDER,
        "{f'{k}': [f'{k+1}'] if k < 120 else [] for k in range(121)}",
    ),
    inputs(
        "graph-of-other-keys",
        "Nodes that are None, NaN and numbers.",
        *ORDER,
        "{None: [float('nan')], float('nan'): [], 1: [1.0], True: []}",
    ),
    inputs(
        "graph-of-texts",
        "Texts in place of lists: each letter is a node.",
        *ORDER,
        "{'a': 'a' * 900, 'b': 'ab' * 400}",
    ),
    inputs(
        "layer-just-allowed",
        "Sizes that fit and whose product is 2 GB.",
        *DENSE,
        "np.ones((16, 1)), np.ones((16, 16000)), np.ones((16000, 1)), np.ones(1), 'linear'",
    ),
    inputs(
        "layer-of-a-row",
        "One example with thousands of inputs and of units.",
        *DENSE,
        "np.ones((1, 60)), np.ones((1, 15_000)), np.ones((15_000, 60)), np.ones(60), 'relu'",
    ),
    inputs(
        "activation-list",
        "A list as the name of an activation.",
        *DENSE,
        "np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)), np.ones(1), [['relu']]",
    ),
    inputs("a-million-units", "As many units as may cross.", *DEAD, "np.zeros((1, 8_000_000), 'i1')"),
    inputs("units-of-nothing", "Units without an example.", *DEAD, "np.zeros((0, 8_000_000))"),
    inputs(
        "a-million-logits",
        "As many logits as may cross, in a type that is widened eight times.",
        *SOFTMAX,
        "np.zeros((1, 8_000_000), 'i1')",
    ),
    inputs(
        "logits-in-a-list",
        "A list of lists nested thirty times.",
        *SOFTMAX,
        "deep",
        "deep = 1.0\nfor _ in range(31): deep = [deep]",
    ),
    inputs(
        "adam-that-stretches",
        "Weights as a column, moments as a row.",
        *ADAM,
        "np.ones((9_000, 1)), np.ones((9_000, 1)), np.ones((1, 9_000)), np.ones((1, 9_000)), 2, 0.5, 0.7, 0.8, 0.05",
    ),
    inputs(
        "adam-at-a-huge-time",
        "A step number of 3,900 digits.",
        *ADAM,
        "np.ones(1), np.ones(1), np.ones(1), np.ones(1), 10**18, 0.5, 0.7, 0.8, 0.05",
    ),
    inputs(
        "adam-with-whole-betas",
        "β = 3 and t = 10**9, all whole: a power with a billion digits.",
        *ADAM,
        "1.0, 2.0, 0.5, 0.25, 10**9, 1, 3, 3, 1",
    ),
    inputs("count-huge-units", "Layers of 10**18 units.", *COUNT, "[10**18] * 5"),
    inputs("count-many-layers", "A million layers.", *COUNT, "[3] * 1_000_000"),
    inputs(
        "count-floats",
        "Units that are NaN, infinite, negative.",
        *COUNT,
        "[float('nan'), float('inf'), -1.0]",
    ),
    inputs(
        "table-of-one-row",
        "A table of millions of columns.",
        *SCALE,
        "np.ones((1, 500_000)), np.ones((1, 500_000))",
    ),
    inputs(
        "image-and-windows-of-one",
        "A million windows of 1 × 1.",
        *POOL,
        "-np.ones((1, 2000, 2000, 1), 'i1'), 1, 1",
        slow=True,
    ),
    inputs(
        "image-with-half-windows",
        "Windows half as large as the image, at every place: a trillion numbers are read.",
        *POOL,
        "-np.ones((1, 2800, 2800, 1), 'i1'), 1400, 1",
        slow=True,
    ),
    inputs("image-with-a-huge-stride", "A stride of 10**18.", *POOL, "-np.ones((1, 2, 2, 1)), 2, 10**18"),
    inputs("image-of-channels", "Millions of channels.", *POOL, "-np.ones((1, 2, 2, 2_000_000), 'i1'), 2, 2"),
    inputs(
        "batches-of-a-trillion",
        "A batch size of 10**12.",
        *BATCHES,
        "np.ones((3, 2)), np.arange(3), 10**12, 0",
    ),
    inputs(
        "batches-of-none", "A batch size of 0 and of -1.", *BATCHES, "np.ones((3, 2)), np.arange(3), 0, 0"
    ),
    inputs(
        "batches-of-a-part", "A batch size of 0.0001.", *BATCHES, "np.ones((3, 2)), np.arange(3), 1e-9, 0"
    ),
    inputs(
        "a-million-batches",
        "A million rows in batches of one, shuffled sixteen times.",
        *BATCHES,
        "np.arange(900_000.0)[:, None], np.zeros(900_000, 'i1'), 1, 0",
        slow=True,
    ),
    inputs(
        "rows-of-nothing",
        "Millions of rows without a number in them.",
        *BATCHES,
        "np.zeros((8_000_000, 0)), np.zeros((8_000_000, 0)), 1, 0",
        slow=True,
    ),
    inputs(
        "a-seed-that-is-none",
        "A seed that is negative, huge, a text.",
        *BATCHES,
        "np.ones((3, 2)), np.arange(3), 2, -1",
    ),
    inputs(
        "feed-of-nothing",
        "A value without a number and with huge sides.",
        *FEED,
        "(None,) * 5, np.zeros((0, 8_000_000))",
    ),
    inputs(
        "feed-with-a-long-shape",
        "A shape of a hundred thousand sizes.",
        *FEED,
        "tuple([None] * 300), np.ones(3)",
    ),
    inputs(
        "feed-deep",
        "A value nested thirty times.",
        *FEED,
        "(None, 2), deep",
        "deep = [1.0, [2.0]]\nfor _ in range(25): deep = [deep]",
    ),
    inputs(
        "classes-10**5",
        "100,000 classes: a table of 80 GB.",
        *MATRIX,
        "np.array([1]), np.array([0]), 100_000",
    ),
    inputs(
        "classes-9-000",
        "9,000 classes: a table of 650 MB, and a loop over it.",
        *MATRIX,
        "np.array([1]), np.array([0]), 9_000",
    ),
    inputs("classes-10**12", "A trillion classes.", *MATRIX, "np.array([1, 1]), np.array([0, 0]), 10**12"),
    inputs(
        "classes-of-nobody",
        "No label and many classes.",
        *MATRIX,
        "np.zeros(0, int), np.zeros(0, int), 9_000",
    ),
    inputs(
        "classes-as-a-part",
        "Half a class; NaN classes.",
        *MATRIX,
        "np.array([1]), np.array([0]), float('nan')",
    ),
    inputs(
        "a-million-labels",
        "As many labels as may cross.",
        *MATRIX,
        "np.ones(4_000_000, 'i1'), np.zeros(4_000_000, 'i1'), 2",
        slow=True,
    ),
    inputs(
        "same-that-stretches",
        "A column and a row to compare.",
        *SAME,
        "np.ones((9_000, 1)), np.ones((1, 9_000)), 1e-5",
    ),
    inputs(
        "search-over-a-million",
        "A million candidates for functions that are named by texts.",
        CLAIM,
        "counter_example_failing_input",
        "np.sin, np.cos, np.zeros(900_000), 1e-6",
    ),
    inputs(
        "search-with-names",
        "Names of functions that the grader looks up.",
        CLAIM,
        "counter_example_failing_input",
        "'exp(x)', '__import__(\"os\").system(\"touch $outside/evaluated\")', [1.0], 1e-6",
    ),
    inputs(
        "claim-of-a-huge-number",
        "A claim refuted at a number of 4,000 digits.",
        CLAIM,
        "claim_sigmoid_formula",
        "(False, 10**18)",
    ),
    inputs(
        "claim-of-an-array",
        "A claim refuted by a million numbers.",
        CLAIM,
        "claim_sigmoid_formula",
        "(False, np.zeros(1_000_000))",
    ),
    inputs(
        "claim-of-epochs",
        "A number of epochs and batches of 10**18.",
        CLAIM,
        "claim_epoch_is_a_step",
        "(False, (10**18, 1))",
    ),
    inputs(
        "claim-of-texts",
        "Texts of a million characters, and templates.",
        CLAIM,
        "claim_softmax_of_two",
        "(False, ('{0.__class__}' * 1000, '%s' * 1000))",
    ),
    inputs(
        "claim-with-loss-lists",
        "Two lists of very different length.",
        CLAIM,
        "claim_perfect_prediction",
        "(False, (np.ones((9_000, 1)), np.ones((1, 9_000))))",
    ),
    Attack(
        "many-at-once",
        "Inputs of several sets in one file, each of which keeps the grader busy up to its own limit.",
        """
import numpy as np

# %%
def fit_line_failing_input():
    return np.ones(400_000), np.ones(400_000), 1e-9, 10_000

# %%
def max_pool2d_failing_input():
    return -np.ones((1, 2800, 2800, 1), "i1"), 1400, 1

# %%
def batches_failing_input():
    return np.zeros((8_000_000, 0)), np.zeros((8_000_000, 0)), 1, 0
""",
        exercises="02_gradient_descent",
        earns=3.0,
        at_most=True,
        slow=True,
    ),
    inputs(
        "weights-that-stretch",
        "A gradient's arguments that stretch each other.",
        CLAIM,
        "claim_gradient_of_w2",
        "(False, (np.ones((9_000, 1)), np.ones((1, 9_000)), 0.5, -1.0, 1.5))",
    ),
)
