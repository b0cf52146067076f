"""Recurrent layers in several settings, with numbers for everything that enters them; no randomness."""

import numpy as np

EXAMPLES, STEPS, FEATURES, UNITS = 2, 4, 3, 2

SETTINGS = {
    "last output": {},
    "all outputs": {"return_sequences": True},
    "backwards": {"return_sequences": True, "go_backwards": True},
    "no bias": {"use_bias": False},
    "other activations": {"activation": "relu", "return_sequences": True},
}
CASES = {
    **{
        f"{layer}: {name}": (layer, setting, ())
        for layer in ("LSTM", "SimpleRNN")
        for name, setting in SETTINGS.items()
    },
    "LSTM: mask": ("LSTM", {"return_sequences": True}, ("mask",)),
    "LSTM: mask, zeros": ("LSTM", {"return_sequences": True, "zero_output_for_mask": True}, ("mask",)),
    "LSTM: initial state": ("LSTM", {}, ("initial_state",)),
    "LSTM: hard gates": ("LSTM", {"recurrent_activation": "hard_sigmoid"}, ()),
    "SimpleRNN: mask": ("SimpleRNN", {}, ("mask",)),
    "SimpleRNN: initial state": ("SimpleRNN", {"return_sequences": True}, ("initial_state",)),
}


def waves(*shape, shift=0.0):
    """Numbers from −1 to 1 without a pattern, the same every time."""
    return np.sin(1.7 * np.arange(np.prod(shape)) + shift).reshape(shape).astype("float32")


def inputs():
    return waves(EXAMPLES, STEPS, FEATURES)


def weights(layer, use_bias=True):
    columns = {"LSTM": 4, "SimpleRNN": 1}[layer] * UNITS
    arrays = [waves(FEATURES, columns, shift=1), waves(UNITS, columns, shift=2), waves(columns, shift=3)]
    return arrays if use_bias else arrays[:2]


def call_arguments(layer, names):
    arguments = {
        "mask": np.array([[True, True, False, True], [False, True, True, False]]),
        "initial_state": [waves(EXAMPLES, UNITS, shift=s) for s in ((4, 5) if layer == "LSTM" else (4,))],
    }
    return {name: arguments[name] for name in names}
