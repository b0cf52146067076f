"""Variants of the reference `Value`: a piece of its text replaced, or a method exchanged or left out."""

from pathlib import Path

from dlteach.exercises.computation_graphs import value_reference


def edited(old, new, module=value_reference):
    """The class of `module` with a piece of its text replaced wherever it stands."""
    text = _text(module)
    if old not in text:
        raise ValueError(f"edited: {old!r} does not stand in {module.__name__}")
    return _class_from(text.replace(old, new))


def exchanged(module=value_reference, **methods):
    """The class of `module` with other methods; inside them, `type(self)` makes new Values."""
    changed = _class_from(_text(module))
    for name, method in methods.items():
        setattr(changed, name, method)
    return changed


def without(*names):
    """The reference class with some of its methods missing."""
    changed = exchanged()
    for name in names:
        delattr(changed, name)
    return changed


def _text(module):
    return Path(module.__file__).read_text(encoding="utf-8")


def _class_from(text):
    namespace = {}
    exec(text, namespace)
    return namespace["Value"]
