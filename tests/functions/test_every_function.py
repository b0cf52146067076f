"""Promises that every function of the room keeps: types, inputs left alone, integers counted as numbers."""

import ast
import inspect
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

import dlteach.functions as functions

X = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
W = np.array([[1.0, -1.0], [2.0, 0.25], [-3.0, 0.5]])
B = np.array([0.5, -1.5])
OUT = np.array([[1.0, -2.0], [0.5, 4.0]])
P = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]])
Q = np.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
LABELS = np.array([2, 0])
SEQUENCES, STATES = X[:, None], OUT[:, None]
GATES = np.linspace(-1, 1, 24).reshape(3, 8)
IMAGES = np.linspace(-1, 1, 32).reshape(2, 4, 4, 1)
PLACES, POOLED = IMAGES[:, :3, :3] * [1.0, -2.0], IMAGES[:, ::2, ::2]
KERNEL = np.linspace(1, -1, 8).reshape(2, 2, 1, 2)

SMOOTH = ["elu", "selu", "celu", "softplus", "log_sigmoid", "softsign", "squareplus", "silu", "gelu", "mish"]
STRAIGHT = ["hard_sigmoid", "hard_silu", "hard_tanh", "sparse_sigmoid", "sparse_plus", "relu6", "rectifier"]
SHRINKING = ["hard_shrink", "soft_shrink", "tanh_shrink"]
ELEMENTWISE = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", *SMOOTH, *STRAIGHT, *SHRINKING]
LOSSES = ["l1_norm_loss", "l2_norm_loss", "mean_absolute_error", "mean_squared_error", "quadratic_cost"]
DENSE = [
    ("binary_cross_entropy", P),
    ("binary_cross_entropy_from_logits", X),
    ("categorical_cross_entropy", Q),
]
SPARSE = [("sparse_categorical_cross_entropy", Q), ("softmax_cross_entropy", X)]

# The arguments of one good call of every public function.
CALLS = {
    "affine": (X, W, B),
    "affine_gradient": (OUT, X, W),
    "predict_shape": ((None, 3), (3, 4)),
    "count_parameters": ([3, 4, 4],),
    **dict.fromkeys(ELEMENTWISE, (X,)),
    **{f"{name}_derivative": (X,) for name in ELEMENTWISE},
    **dict.fromkeys(["threshold", "threshold_derivative"], (X, 0.25, -1.0)),
    **dict.fromkeys(["glu", "sparsemax"], (OUT,)),
    "glu_gradient": (OUT[:, :1], OUT),
    "sparsemax_gradient": (P, X),
    **dict.fromkeys(["erf", "erf_derivative", "erfc", "logsumexp"], (X,)),
    **dict.fromkeys(["erfinv", "erfinv_derivative"], (P,)),
    "logsumexp_gradient": (B[:, None], OUT, 1),
    "dead_fraction": (X,),
    **dict.fromkeys(LOSSES, (X, X[::-1])),
    **{f"{name}_gradient": (X, X[::-1]) for name in LOSSES},
    "entropy": (P,),
    "cross_entropy": (P, Q),
    "kl_divergence": (P, Q),
    **{name: (P, second) for name, second in DENSE},
    **{f"{name}_gradient": (P, second) for name, second in DENSE},
    **{name: (LABELS, second) for name, second in SPARSE},
    **{f"{name}_gradient": (LABELS, second) for name, second in SPARSE},
    **dict.fromkeys(["clipped_binary_cross_entropy", "clipped_binary_cross_entropy_derivative"], (P, Q)),
    **dict.fromkeys(["sigmoid_slope", "tanh_slope"], (Q,)),
    **dict.fromkeys(
        ["clipped_categorical_cross_entropy", "clipped_sigmoid_cross_entropy_derivative"], (P, Q)
    ),
    "clipped_categorical_cross_entropy_gradient": (P, Q),
    "clipped_softmax_cross_entropy_gradient": (P, Q),
    **dict.fromkeys(["sigmoid_cross_entropy", "sigmoid_cross_entropy_derivative"], (P, X)),
    **dict.fromkeys(["softmax_cross_entropy_of_rows", "softmax_cross_entropy_of_rows_gradient"], (P, X)),
    **dict.fromkeys(["squared_errors_of_rows", "squared_errors_of_rows_gradient"], (X, X[::-1])),
    **dict.fromkeys(["absolute_errors_of_rows", "absolute_errors_of_rows_gradient"], (X, X[::-1])),
    "fans": ((3, 3, 16, 32), (2,), (3,)),
    "scaled_variance": (4, 12, 2.0, "fan_avg"),
    **dict.fromkeys(["uniform_limit", "truncated_normal_stddev", "he_stddev", "lecun_stddev"], (4,)),
    "glorot_limit": (4, 12),
    "softmax": (X, 2.0),
    "softmax_gradient": (P, X, 2.0),
    "log_softmax": (X,),
    "log_softmax_gradient": (P, X),
    "softmax_jacobian": (X[0],),
    "predict_classes": (X,),
    "predict_labels": (X,),
    "one_hot": (LABELS, 3),
    "confusion_matrix": (LABELS, LABELS, 3),
    "worst_mistakes": (LABELS, Q, 2),
    "embedding": (W, LABELS),
    "embedding_gradient": (X, LABELS, 3),
    "simple_rnn": (SEQUENCES, OUT, W, OUT, B),
    "simple_rnn_gradient": (STATES, SEQUENCES, OUT, STATES, W, OUT),
    "lstm": (SEQUENCES, OUT, OUT, GATES, GATES[:2], GATES[0]),
    "lstm_gradient": (STATES, OUT, SEQUENCES, OUT, OUT, STATES, STATES, GATES[:2, None], GATES, GATES[:2]),
    "conv1d": (IMAGES[:, 0], KERNEL[0], B),
    "conv1d_gradient": (PLACES[:, 0], IMAGES[:, 0], KERNEL[0]),
    "conv2d": (IMAGES, KERNEL, B),
    "conv2d_gradient": (PLACES, IMAGES, KERNEL),
    "conv_output_shape": ((None, 4, 4, 1), (2, 2, 1, 2)),
    **dict.fromkeys(["max_pool", "max_pool2d", "average_pool"], (IMAGES,)),
    **dict.fromkeys(["max_pool_gradient", "max_pool2d_gradient"], (POOLED, IMAGES)),
    "average_pool_gradient": (POOLED, (2, 4, 4, 1)),
    "moments": (X, 0),
    "batch_norm_forward": (X, X[0], X[1]),
    "batch_norm_inference": (X, X[0], X[1], X[0], P[0]),
    "batch_norm_backward": (P, X, X[0], X[1], P[0]),
    "layer_norm_forward": (X, X[0], X[1]),
    "layer_norm_backward": (P, X, X[0]),
    "dropout_forward": (X, 0.5, np.random.default_rng(0)),
    "dropout_backward": (X, np.abs(X) > 0.7, 0.5),
    **dict.fromkeys(["glorot_uniform", "he_normal"], (3, 4, np.random.default_rng(0))),
    "early_stopping_epoch": (B, 2),
    "numerical_gradient": (lambda x: np.sum(x**2), X),
    "nudge": (lambda x, y: np.sum(x * y), {"x": X, "y": X}, "x"),
    "relative_error": (X, X[::-1]),
    "counter_example": (np.sin, np.tanh, [0.0, 1.0], 0.01),
    "same_to": (X, X[::-1], 0.5),
    "gradient_step": (lambda w, b: (2 * w, b), W, B, np.float64(0.1)),
    "gradient_descent": (lambda x: 2 * x, B, np.float64(0.1), 3),
    "fit_line": (X[:, 0], X[:, 1]),
    "minibatches": (X, X, 1, np.random.default_rng(0)),
    "dense_forward": (X, W, B, "tanh"),
    "dense_backward": (OUT, X, W, B, "tanh"),
    "mlp_forward": (X, [W], [B]),
    "mlp_backward": (OUT, X, [W], [B]),
    "gradient_norms": ([W, B],),
    "sgd_step": (W, W),
    "momentum_step": (W, W, W),
    "adagrad_step": (W, W, np.abs(W)),
    "rmsprop_step": (W, W, np.abs(W)),
    "adam_step": (W, W, W, np.abs(W), 2),
    "exponential_decay": (0.1, 5, 10, 0.5),
}

# Shapes, classes, fractions and float64 by promise: the type of the input is not meant to be theirs.
OWN_TYPE = {
    "predict_shape",
    "count_parameters",
    "conv_output_shape",
    "dead_fraction",
    "predict_classes",
    "predict_labels",
    "one_hot",
    "confusion_matrix",
    "worst_mistakes",
    "same_to",
    "fit_line",
    "counter_example",
    "nudge",
    "exponential_decay",
    "fans",
    "scaled_variance",
    "uniform_limit",
    "truncated_normal_stddev",
    "he_stddev",
    "lecun_stddev",
    "glorot_limit",
    "glorot_uniform",
    "he_normal",
    "early_stopping_epoch",
}
# Two calls with one generator draw two different things.
RANDOM = {"dropout_forward", "glorot_uniform", "he_normal", "minibatches"}
# They run in every step of a training and take floats of one type by promise; they check nothing.
UNCHECKED = {name for name in CALLS if "errors_of_rows" in name}
KEEPS_TYPE = sorted(set(CALLS) - OWN_TYPE)


def converted(argument, convert):
    """A copy of an argument whose float arrays went through `convert`."""
    if isinstance(argument, list):
        return [converted(item, convert) for item in argument]
    if isinstance(argument, dict):
        return {key: converted(item, convert) for key, item in argument.items()}
    if isinstance(argument, np.ndarray):
        return convert(argument) if argument.dtype.kind == "f" else argument.copy()
    return argument


def arguments_of(name, convert=np.copy):
    return [converted(argument, convert) for argument in CALLS[name]]


def arrays_in(value):
    """All arrays and NumPy numbers in a result or an argument."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, (np.ndarray, np.generic)):
        return [value]
    if isinstance(value, (str, int, float, type(None), np.random.Generator)) or callable(value):
        return []
    return [array for item in value for array in arrays_in(item)]


def test_the_table_of_calls_has_every_public_function():
    assert set(CALLS) == set(functions.__all__) - {"ACTIVATIONS", "Convolution", "MaxPooling"}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_public_name_is_a_function_and_not_the_file_of_that_name(name):
    assert inspect.isfunction(getattr(functions, name))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", KEEPS_TYPE)
def test_float_type_out_is_float_type_in(name, dtype):
    outputs = arrays_in(getattr(functions, name)(*arguments_of(name, lambda array: array.astype(dtype))))
    assert outputs, "the call gave no arrays to look at"
    assert {output.dtype for output in outputs} == {np.dtype(dtype)}


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
@pytest.mark.parametrize(
    "name",
    sorted(set(CALLS) - UNCHECKED - RANDOM - {"nudge", "gradient_step", "gradient_descent"}),
)
def test_integers_count_as_float64_numbers(name, dtype):
    def whole(array):
        return np.abs(np.rint(array)).astype(dtype)

    got = arrays_in(getattr(functions, name)(*arguments_of(name, whole)))
    expected = arrays_in(getattr(functions, name)(*arguments_of(name, lambda a: whole(a).astype(np.float64))))
    for one, other in zip(got, expected, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_inputs_are_never_changed(name):
    arguments = arguments_of(name)
    arrays_in(getattr(functions, name)(*arguments))  # asks for every batch of minibatches
    for before, after in zip(arrays_in(CALLS[name]), arrays_in(arguments), strict=True):
        np.testing.assert_array_equal(after, before, err_msg=f"{name} changed an argument")


@pytest.mark.parametrize("name", sorted(CALLS))
def test_read_only_arrays_are_accepted(name):
    def frozen(array):
        array = array.copy()
        array.flags.writeable = False
        return array

    getattr(functions, name)(*arguments_of(name, frozen))


TAKES_Z = [*ELEMENTWISE, *(f"{name}_derivative" for name in ELEMENTWISE)]
EXTREME = np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4], [700.0, -700.0, 1e-300]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", [*TAKES_Z, "softmax", "log_softmax", "predict_classes", "predict_labels"])
def test_extreme_numbers_give_finite_results_without_a_warning(name, dtype):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.all(np.isfinite(getattr(functions, name)(EXTREME.astype(dtype))))


@pytest.mark.parametrize("wrong", [None, "text", [1j], [{}], np.array(["a"]), np.array([object()])])
@pytest.mark.parametrize("name", ["sigmoid", "softmax", "entropy", "gradient_norms"])
def test_what_is_no_real_number_is_refused_by_name(name, wrong):
    with pytest.raises(TypeError, match=f"{name}: .*expected real numbers, got"):
        getattr(functions, name)([wrong] if name == "gradient_norms" else wrong)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_the_docstring_states_parameters_returns_and_an_example(name):
    doc = inspect.getdoc(getattr(functions, name))
    for section in ["Parameters\n", "Returns\n", "Examples\n", ">>> "]:
        assert section in doc, f"{name} has no {section.strip()}"
    for parameter in inspect.signature(getattr(functions, name)).parameters:
        assert parameter in doc, f"{name} does not describe {parameter}"


@pytest.mark.parametrize(
    "path", sorted(Path(functions.__file__).parent.glob("*.py")), ids=lambda path: path.name
)
def test_nothing_but_numpy_and_the_standard_library_is_imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            inside = name.startswith("dlteach.functions")
            assert inside or name.split(".")[0] in {"numpy", *sys.stdlib_module_names}, (
                f"{path.name} imports {name}"
            )
