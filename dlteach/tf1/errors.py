"""Errors of a run, by the names that TensorFlow 1 gives them."""


class InvalidArgumentError(ValueError):
    """A value is missing, or does not fit the operation that it was given to."""


class FailedPreconditionError(RuntimeError):
    """A variable is read before it has a value."""
