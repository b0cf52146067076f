"""Optimizers, one step at a time, in two forms.

A step, such as `adam_step`, changes nothing in place. It returns the new parameters, and the new memory where
it keeps one: pass that to the next step, and zeros of the shape of the parameters to the first.

An update, such as `adam_update`, is the formula inside the step. It changes the parameters and the memory
where they lie, needs one or two arrays to calculate in and makes no others: `dlteach.keras` trains with it.
Updates check nothing. Numbers may be 0-d arrays of the type of w: NumPy multiplies by those in half the time.
"""

from dlteach.functions.optimizers.adagrad import adagrad_step, adagrad_update
from dlteach.functions.optimizers.adam import adam_step, adam_update
from dlteach.functions.optimizers.adam_relatives import adamax_update, lion_update, nadam_update
from dlteach.functions.optimizers.decay import decayed, exponential_decay
from dlteach.functions.optimizers.rmsprop import adadelta_update, rmsprop_step, rmsprop_update
from dlteach.functions.optimizers.sgd import momentum_step, momentum_update, sgd_step, sgd_update

__all__ = [
    "adadelta_update",
    "adagrad_step",
    "adagrad_update",
    "adam_step",
    "adam_update",
    "adamax_update",
    "decayed",
    "exponential_decay",
    "lion_update",
    "momentum_step",
    "momentum_update",
    "nadam_update",
    "rmsprop_step",
    "rmsprop_update",
    "sgd_step",
    "sgd_update",
]
