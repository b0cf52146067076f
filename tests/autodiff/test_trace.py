"""The backward pass written down step by step."""

import json

import numpy as np
import pytest

from dlteach.autodiff import Tensor, relu, sigmoid, softmax


def leaf(value, name):
    return Tensor(value, requires_grad=True, name=name)


def told(trace):
    """Steps with names instead of numbers, in plain numbers."""
    name = {node.id: node.name for node in trace.nodes}
    return [
        (
            name[s.node],
            name[s.input],
            float(s.incoming),
            float(s.local),
            float(s.contribution),
            float(s.total),
        )
        for s in trace.steps
    ]


@pytest.fixture
def cost():
    w, x, b, y = leaf(2.0, "w"), leaf(-2.0, "x"), leaf(8.0, "b"), leaf(2.0, "y")
    c = w * x
    a = c + b
    d = a - y
    square = d**2
    J = square / 2
    c.name, a.name, d.name, square.name, J.name = "c", "a", "d", "s", "J"
    return J


def test_a_quadratic_cost_is_told_from_the_cost_to_the_weight(cost):
    assert told(cost.trace()) == [
        ("J", "s", 1, 0.5, 0.5, 0.5),
        ("s", "d", 0.5, 4, 2, 2),
        ("d", "a", 2, 1, 2, 2),
        ("d", "y", 2, -1, -2, -2),
        ("a", "c", 2, 1, 2, 2),
        ("a", "b", 2, 1, 2, 2),
        ("c", "w", 2, -2, -4, -4),
        ("c", "x", 2, 2, 4, 4),
    ]


def test_nodes_are_numbered_in_forward_order(cost):
    trace = cost.trace()
    assert [node.id for node in trace.nodes] == list(range(len(trace.nodes)))
    assert all(parent < node.id for node in trace.nodes for parent in node.inputs)
    assert [(node.name, node.op, float(node.value)) for node in trace.nodes if node.name] == [
        ("w", None, 2),
        ("x", None, -2),
        ("c", "multiply", -4),
        ("b", None, 8),
        ("a", "add", 4),
        ("y", None, 2),
        ("d", "subtract", 2),
        ("s", "power", 4),
        ("J", "divide", 2),
    ]


def test_constants_are_shown_but_receive_nothing(cost):
    trace = cost.trace()
    constants = [node for node in trace.nodes if not node.requires_grad]
    assert [float(node.value) for node in constants] == [2, 2]
    assert not {node.id for node in constants} & trace.gradients.keys()


def test_a_square_of_a_line():
    w = leaf(3.0, "w")
    a = 2 + 3 * w
    trace = (a**2).trace()
    assert trace.gradients[[node.name for node in trace.nodes].index("w")] == 66


def test_a_node_used_twice_has_two_steps_and_a_running_total():
    a = leaf(1.0, "a")
    b = a + a
    c = b + b
    b.name, c.name = "b", "c"
    trace = c.trace()
    assert told(trace) == [
        ("c", "b", 1, 1, 1, 1),
        ("c", "b", 1, 1, 1, 2),
        ("b", "a", 2, 1, 2, 2),
        ("b", "a", 2, 1, 2, 4),
    ]
    assert [step.position for step in trace.steps] == [0, 1, 0, 1]


def test_the_gradients_are_those_of_backward_and_grads_stay_untouched():
    rng = np.random.default_rng(1)
    x, w, b = Tensor(rng.normal(size=(4, 3))), leaf(rng.normal(size=(3, 2)), "w"), leaf(np.zeros(2), "b")
    J = (softmax(relu(x @ w + b)) ** 2).mean()
    trace = J.trace()
    assert w.grad is None
    assert b.grad is None
    J.backward()
    ids = {node.name: node.id for node in trace.nodes if node.name}
    np.testing.assert_array_equal(trace.gradients[ids["w"]], w.grad)
    np.testing.assert_array_equal(trace.gradients[ids["b"]], b.grad)
    for node in trace.nodes:
        received = [step.contribution for step in trace.steps if step.input == node.id]
        if received:
            np.testing.assert_allclose(sum(received), trace.gradients[node.id], rtol=1e-15)


def test_the_local_derivative_is_told_where_it_belongs_to_one_entry():
    z = leaf([0.0, 2.0], "z")
    activation, total = sigmoid(z).sum().trace().steps[::-1]
    np.testing.assert_allclose(activation.local, [0.25, 0.104993585])
    assert total.local is None


def test_a_tensor_of_several_numbers_takes_the_gradient_that_arrives():
    x = leaf([1.0, 2.0], "x")
    (step, _) = (x * x).trace([1.0, 10.0]).steps
    assert step.contribution.tolist() == [1, 20]
    with pytest.raises(ValueError, match="expected a tensor of one number"):
        (x * x).trace()


def test_the_trace_is_json(cost):
    trace = cost.trace()
    read = json.loads(json.dumps(trace.to_dict()))
    assert read["steps"][-1] == {
        "node": 2,
        "input": 1,
        "position": 1,
        "incoming": 2.0,
        "local": 2.0,
        "contribution": 4.0,
        "total": 4.0,
    }
    assert read["gradients"][:3] == [-4.0, 4.0, 2.0]
    assert read["nodes"][2] == {
        "id": 2,
        "name": "c",
        "op": "multiply",
        "inputs": [0, 1],
        "value": -4.0,
        "requires_grad": True,
    }


def test_values_are_those_of_the_moment():
    w = leaf(np.array([1.0]), "w")
    trace = (w * 2.0).trace()
    w.data += 5
    assert trace.nodes[0].value == [1.0]
