import copy
import pickle
from collections import OrderedDict, namedtuple

import pytest

from dlteach.keras.utils.tracking import DotNotTrackScope, TrackedDict, TrackedList, Tracker

Pair = namedtuple("Pair", "a b")


@pytest.fixture
def stored():
    return {"ints": [], "floats": []}


@pytest.fixture
def tracker(stored):
    return Tracker(
        {
            "ints": (lambda x: isinstance(x, int), stored["ints"]),
            "floats": (lambda x: isinstance(x, float), stored["floats"]),
        }
    )


def test_values_inside_containers_are_stored(tracker, stored):
    tracker.track([1, (2, 1.5), {"a": 3}, OrderedDict(b=4), {5}, Pair(6, 2.5), "text"])
    assert sorted(stored["ints"]) == [1, 2, 3, 4, 5, 6]
    assert stored["floats"] == [1.5, 2.5]


def test_what_is_added_later_is_stored_too(tracker, stored):
    values, table = tracker.track([]), tracker.track({})
    values.append(1)
    values.extend([2])
    values.insert(0, 3)
    table["a"] = 4
    table.update({"b": 5})
    assert sorted(stored["ints"]) == [1, 2, 3, 4, 5]


def test_what_is_taken_out_is_forgotten(tracker, stored):
    values, table = tracker.track([1, 2, 3, 4]), tracker.track({"a": 5, "b": 6})
    values.remove(1)
    values.pop()
    del values[0]
    table.pop("a")
    assert sorted(stored["ints"]) == [3, 6]
    values.clear()
    table.clear()
    assert stored["ints"] == []


def test_a_value_is_stored_once(tracker, stored):
    tracker.track([1, 1])
    tracker.track(1)
    assert stored["ints"] == [1]


def test_nothing_new_is_stored_after_locking(tracker):
    tracker.lock("built already")
    with pytest.raises(ValueError, match="built already"):
        tracker.track(1)
    tracker.unlock()
    tracker.track(1)


def test_nothing_is_stored_within_the_scope(tracker, stored):
    with DotNotTrackScope():
        assert type(tracker.track([1])) is list
    assert stored["ints"] == []


def test_a_value_is_left_out_of_a_store_that_another_one_excludes():
    metrics, layers = [], []
    tracker = Tracker(
        {
            "metrics": (lambda x: x == "metric", metrics),
            "layers": (lambda x: isinstance(x, str), layers),
        },
        exclusions={"layers": ["metrics"]},
    )
    tracker.track(["metric", "layer"])
    assert (metrics, layers) == (["metric"], ["layer"])


@pytest.mark.parametrize("again", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_containers_can_be_copied(again):
    values, table = again(TrackedList([1, 2])), again(TrackedDict({"a": 1}))
    assert (values, type(values)) == ([1, 2], TrackedList)
    assert (table, type(table)) == ({"a": 1}, TrackedDict)
