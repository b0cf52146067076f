"""Variants of the reference `Value`: a piece of its text replaced, or a method exchanged or left out."""

from dlteach.exercises.computation_graphs import value_reference
from dlteach.exercises.edited import edited as edited_text


def edited(old, new, module=value_reference):
    """The class of `module` with a piece of its text replaced wherever it stands."""
    return edited_text(module, "Value", (old, new))


def exchanged(module=value_reference, **methods):
    """The class of `module` with other methods; inside them, `type(self)` makes new Values."""
    changed = edited_text(module, "Value")
    for name, method in methods.items():
        setattr(changed, name, method)
    return changed


def without(*names):
    """The reference class with some of its methods missing."""
    changed = exchanged()
    for name in names:
        delattr(changed, name)
    return changed
