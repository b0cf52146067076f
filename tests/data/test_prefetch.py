"""The thread behind prefetch: the same elements, the source's errors, and an end with its consumer."""

import gc
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.data import Dataset

SOON = 10  # seconds that a test waits before it fails; it goes on at once when there is nothing to wait for


def numbers(n):
    return Dataset.from_tensor_slices(np.arange(n))


def threads():
    return [thread for thread in threading.enumerate() if thread.name == "dlteach-prefetch"]


def assert_no_thread_is_left():
    for thread in threads():
        thread.join(SOON)
    assert threads() == []


@given(n=st.integers(1, 40), buffer_size=st.integers(1, 50))
def test_the_elements_and_their_order_are_the_same(n, buffer_size):
    dataset = numbers(n).prefetch(buffer_size)
    assert [int(x) for x in dataset] == [int(x) for x in dataset] == list(range(n))


def test_the_source_runs_in_another_thread_and_ahead_of_the_consumer():
    ahead = threading.Event()
    runners = set()

    def note(x):
        runners.add(threading.current_thread())
        if x == 1:
            ahead.set()
        return x

    loop = iter(numbers(3).map(note).prefetch(2))
    next(loop)
    assert ahead.wait(SOON), "the second element is made before anyone asks for it"
    assert threading.current_thread() not in runners


def test_no_more_than_the_buffer_and_one_in_the_making_are_ahead():
    made = []
    full = threading.Event()

    def note(x):
        made.append(int(x))
        if len(made) == 4:  # one consumed, two in the buffer, one in the making
            full.set()
        return x

    loop = iter(numbers(100).map(note).prefetch(2))
    next(loop)
    assert full.wait(SOON)
    assert made == [0, 1, 2, 3]
    del loop
    assert_no_thread_is_left()
    assert made == [0, 1, 2, 3], "a dropped loop asks for nothing more"


def test_an_error_arrives_after_the_elements_before_it():
    def fail_at_three(x):
        if x == 3:
            raise KeyError("three")
        return x

    seen = []
    with pytest.raises(KeyError, match="three"):
        seen.extend(numbers(5).map(fail_at_three).prefetch(10))
    assert seen == [0, 1, 2]
    assert_no_thread_is_left()


def test_a_system_exit_in_the_thread_reaches_the_consumer():
    def leave(x):
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        list(numbers(2).map(leave).prefetch(1))


@pytest.mark.parametrize("buffer_size", [1, 2, 1000])
def test_the_thread_ends_when_the_loop_is_dropped(buffer_size):
    loop = iter(numbers(1_000_000).prefetch(buffer_size))
    next(loop)
    assert threads(), "a thread is at work"
    del loop
    gc.collect()
    assert_no_thread_is_left()


def test_a_chain_of_prefetches_ends_as_a_whole():
    loop = iter(numbers(1000).repeat().prefetch(2).map(lambda x: x + 1).batch(4).prefetch(2))
    next(loop)
    loop.close()
    gc.collect()
    assert_no_thread_is_left()


def test_a_loop_that_breaks_leaves_no_thread():
    for x in numbers(1000).prefetch(3):
        if x == 5:
            break
    gc.collect()
    del x
    assert_no_thread_is_left()


def test_a_shuffle_before_it_is_still_decided_by_its_seed():
    def order():
        return [int(x) for x in numbers(30).shuffle(30, seed=1).repeat(2).prefetch(4)]

    assert order() == order()
