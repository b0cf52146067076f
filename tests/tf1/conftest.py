import pytest

import dlteach.tf1 as tf


@pytest.fixture(autouse=True)
def graph():
    """Every test begins with an empty default graph."""
    tf.reset_default_graph()
    return tf.get_default_graph()


@pytest.fixture
def sess(graph):
    with tf.Session() as session:
        yield session
