import numpy as np

from dlteach.autograder.mutants import mutants


def clipped_mean(x, low=0.0):
    """Text that is not mutated."""
    if len(x) == 0:
        raise ValueError(f"{1 + 1} is in a message")
    total = 0.0
    for value in x:
        total += max(value, low)
    return -total / len(x)


class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n += k
        return self


def test_every_operator_constant_call_and_statement_is_changed_once():
    changes = [m.change.partition(": ")[2] for m in mutants(clipped_mean)]
    for expected in (
        "`total += max(value, low)` becomes `total -= max(value, low)`",
        "`total += max(value, low)` assigns",
        "`total += max(value, low)` is dropped",
        "`max(value, low)` calls min",
        "`-total / len(x)` becomes `-total * len(x)`",
        "`-total` loses its sign",
        "`0.0` becomes `1.0`",
    ):
        assert expected in changes
    assert not any("message" in c or "Text" in c for c in changes)
    assert len(changes) == len(set(changes)) or changes.count("`0.0` becomes `1.0`") > 1


def test_mutants_run_and_differ():
    x = np.array([-1.0, 2.0, 4.0])
    values = []
    for mutant in mutants(clipped_mean):
        try:
            values.append(float(mutant.answer(x)))
        except Exception:
            values.append(None)
    assert sum(v != clipped_mean(x) for v in values) >= len(values) - 2


def test_classes_are_mutated_in_their_methods():
    changes = {m.change.partition(": ")[2] for m in mutants(Counter)}
    assert "`self.n += k` becomes `self.n -= k`" in changes
    broken = next(m for m in mutants(Counter) if "-=" in m.change)
    assert broken.answer().add(3).n == -3
