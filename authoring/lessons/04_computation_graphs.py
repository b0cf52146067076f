# %% [markdown]
# # Lesson 04: computation graphs
#
# A weight w = 2, an input x = −2, a bias b = 8, and a right answer y = 2. The prediction is w·x + b, and the
# cost is half the square of its distance from y:
#
# $$J = \tfrac{1}{2}(w x + b - y)^2$$
#
# We raise w by 0.001. Does J rise or fall, and by how much? Write down a guess.
#
# In lesson 02 we found such slopes from formulas that fit on one line. A network with a million weights has
# no such line. We find its slopes all the same, one small step at a time.

# %%
from dlteach.autodiff import Tensor
from dlteach.figures import plot_graph
from dlteach.functions import nudge

# %% [markdown]
# ## Forward, one small step at a time
#
# We take the formula apart until each step does one thing: a product, a sum, a difference, half a square.
# Every step gets a name.

# %%
w, x, b, y = 2.0, -2.0, 8.0, 2.0
c = w * x
a = c + b
d = a - y
J = d**2 / 2
print(f"c = {c:g}, a = {a:g}, d = {d:g}, J = {J:g}")

# %% [markdown]
# Now we draw the steps. Each number is a node, and an arrow goes from a node to every step that uses it.
# This is a computation graph.

# %%
formulas = ["w", "x", "b", "y", "c = w·x", "a = c + b", "d = a − y", "J = ½ d²"]
nodes = {formula[0]: formula for formula in formulas}  # the first letter is the name
edges = [("w", "c"), ("x", "c"), ("c", "a"), ("b", "a"), ("a", "d"), ("y", "d"), ("d", "J")]
values = {"w": w, "x": x, "b": b, "y": y, "c": c, "a": a, "d": d, "J": J}
plot_graph(nodes, edges, values, title="Forward: the values, from left to right")

# %% [markdown]
# A node can be computed as soon as all its arrows have arrived. So we go from left to right, and J comes
# last. We keep the values in the middle: the way back will need them.
#
# Your turn: task 1 of [the exercises](../exercises/04_computation_graphs.ipynb).

# %% [markdown]
# ## Nudge and watch
#
# How much does J depend on a? We leave everything else as it is and push a up by 0.001. Predict the change
# of J before you run this.

# %%
J_nudged = (a + 0.001 - y) ** 2 / 2
print(f"J changes by {J_nudged - J:.4f}")

# %% [markdown]
# J rises by 0.002, twice the nudge. So here J changes 2 times as fast as a: the derivative dJ/da is 2 (in
# lesson 02 we wrote ∂J/∂a). Now the question from the top. The nudge of w goes through c, a and d before it
# reaches J.


# %%
def cost(w, x, b, y):
    return (w * x + b - y) ** 2 / 2


print(f"J changes by {cost(w + 0.001, x, b, y) - cost(w, x, b, y):.4f}")

# %% [markdown]
# J falls by 0.004, so dJ/dw is −4. Raising w makes the product w·x more negative, because x is negative,
# and that brings a down toward y.
#
# The library has a function for this experiment: `nudge(cost, inputs, "w")` adds 0.001 to w alone and returns
# the change of the cost. We try every input in turn.

# %%
inputs = {"w": w, "x": x, "b": b, "y": y}
for name in inputs:
    change = nudge(cost, inputs, name)
    print(f"nudge {name} by 0.001: J changes by {change:+.6f}, {change / 0.001:+.3f} times the nudge")

# %% [markdown]
# The last column is nearly −4, 4, 2 and −2. Not quite, since J bends on the way; a smaller nudge comes
# closer. So a nudge can check any formula for a derivative.
#
# Your turn: task 2 of [the exercises](../exercises/04_computation_graphs.ipynb).

# %% [markdown]
# ## Backward, from right to left
#
# Nudging shows the slope and does not explain it. Let us follow a tiny nudge ε of w:
#
# - c = w·x moves by x·ε = −2ε;
# - a = c + b moves by as much, and so does d = a − y;
# - J = ½ d² moves d = 2 times as much as d does, because the derivative of ½ d² is d.
#
# Each step has a local derivative: −2, 1, 1, 2. Along the path they multiply: (−2)·1·1·2 = −4. That is the
# chain rule. If we begin at J, with dJ/dJ = 1, every product on the way is a derivative that we want. In code
# dw stands for dJ/dw, and dd for dJ/dd.

# %%
dd = 1 * d
da = dd * 1
dc = da * 1
db = da * 1
dw = dc * x
print(f"dJ/dd = {dd:g}, dJ/da = {da:g}, dJ/dc = {dc:g}, dJ/db = {db:g}, dJ/dw = {dw:g}")

# %% [markdown]
# Read each line as: what has arrived from the right, times the local derivative of this step. In the picture
# the local derivatives stand on the arrows. The arrows point forward; we walk them backward.
#
# We left x and y out, since training does not change them. Work out dJ/dx and dJ/dy from the picture, and
# compare with the nudges above.

# %%
gradients = {"J": 1, "d": dd, "a": da, "c": dc, "b": db, "w": dw}
local = ["×x", "×w", "×1", "×1", "×1", "×(−1)", "×d"]
labelled = [(*edge, label) for edge, label in zip(edges, local)]
plot_graph(nodes, labelled, values, gradients, title="Backward: the gradients, from right to left")

# %% [markdown]
# A sum passes the gradient on unchanged, to both inputs. A product passes it on times the other factor.
#
# Now break it. Suppose we forget that other factor and take dJ/dw = dJ/dc = 2. We take one step against the
# gradient, as in lesson 02, with the learning rate 0.01: once with the wrong gradient, once with the right
# one. Predict what happens to J = 2.

# %%
for name, gradient in (("forgotten", dc), ("right", dw)):
    print(f"{name:9}  dJ/dw = {gradient:g}:  J after a step is {cost(w - 0.01 * gradient, x, b, y):.4f}")

# %% [markdown]
# With the wrong gradient we walk uphill, and no error message tells us. A nudge would have.
#
# A second graph, for you to do by hand first: a = 2 + 3w, J = a², at w = 3. Find dJ/da, then dJ/dw.

# %%
a = 2 + 3 * 3
da = 2 * a
dw = da * 3
print(f"a = {a}, J = {a**2}, dJ/da = {da}, dJ/dw = {dw}")
slope = nudge(lambda w: (2 + 3 * w) ** 2, {"w": 3}, "w", 1e-6) / 1e-6
print(f"by a nudge: {slope:.3f}")

# %%
plot_graph(
    {"w": "w", "a": "a = 2 + 3w", "J": "J = a²"},
    [("w", "a", "×3"), ("a", "J", "×2a")],
    {"w": 3, "a": a, "J": a**2},
    {"J": 1, "a": da, "w": dw},
    title="Two steps forward, two steps back",
)

# %% [markdown]
# Your turn: task 3 of [the exercises](../exercises/04_computation_graphs.ipynb).

# %% [markdown]
# ## Why backward is cheap
#
# Why bother, if a nudge gives the same numbers? Because every nudge costs a whole forward pass. With N
# steps in the graph and P weights, nudging takes about N·P steps. The way back passes each step once and
# leaves a gradient at each weight: about N + P.
#
# Take J = ½ (w₁x₁ + … + w_P x_P + b − y)². It has P products, P sums, a difference and half a square: N =
# 2P + 2. Guess first: for 10000 weights, how many times as many steps do nudges take?

# %%
for P in (1, 10, 100, 1000, 10000):
    N = 2 * P + 2
    print(f"{P:6} weights: {N * P:10} steps by nudges, {N + P:6} backward, ratio {N * P / (N + P):6.1f}")

# %% [markdown]
# With one weight the way back gains nothing. But the ratio grows with the number of weights: without the way
# back nobody would train a large network.
#
# The price is memory, for the values of the forward pass. And one way back gives the gradients of one result;
# for many results of a single input, a nudge of that input is cheaper.

# %% [markdown]
# ## A node used twice
#
# So far every node had one way to J. Now a = 1, b = a + a, c = b + b. Predict dc/da. Then look at this
# attempt: it visits every arrow from right to left and hands the gradient on. All local derivatives are 1.

# %%
arrows = [("c", "b"), ("c", "b"), ("b", "a"), ("b", "a")]
grad = {"c": 1, "b": 0, "a": 0}
for result, source in arrows:
    grad[source] = grad[result] * 1
slope = nudge(lambda a: (a + a) + (a + a), {"a": 1}, "a") / 0.001
print(grad, f"  by a nudge: dc/da = {slope:.3f}")

# %% [markdown]
# It says 1, and the nudge says 4: c is 4a. When a moves, both a's in the first sum move, and both pushes
# arrive at b. A node that is used twice gets a share of the gradient from each use, and the shares add up.
# The `=` wiped the first share out. We mend one sign.

# %%
grad = {"c": 1, "b": 0, "a": 0}
for result, source in arrows:
    grad[source] += grad[result] * 1
plot_graph(
    {"a": "a", "b": "b = a + a", "c": "c = b + b"},
    [("a", "b"), ("a", "b"), ("b", "c"), ("b", "c")],
    {"a": 1, "b": 2, "c": 4},
    grad,
    title="Every arrow brings its share",
)

# %% [markdown]
# ## The order matters
#
# One trap is left. Let a = 1.5, b = 2a, s = b·b, c = b + s. For every node we write down its inputs and the
# local derivatives, and walk back in an order that we choose. Is any order that begins at c good enough?

# %%
b = 3  # 2a
inputs = {"c": ["b", "s"], "s": ["b", "b"], "b": ["a"], "a": []}
derivatives = {"c": [1, 1], "s": [b, b], "b": [2], "a": []}


def walk_back(order):
    grad = {"c": 1, "s": 0, "b": 0, "a": 0}
    for node in order:
        for name, derivative in zip(inputs[node], derivatives[node]):
            grad[name] += grad[node] * derivative
    return grad


# %% [markdown]
# By hand: c = 2a + 4a², so dc/da = 2 + 8a = 14. Both orders below begin at c. Predict which of them fails.

# %%
print("c, b, s, a:", walk_back(["c", "b", "s", "a"]))
print("c, s, b, a:", walk_back(["c", "s", "b", "a"]))

# %% [markdown]
# The first order gives 2 in place of 14, though the gradient of b ends up right. b handed its gradient on
# too early: only the share from c had come in, and the share from s came after. Follow it in the picture.
#
# So a node must wait until every node that uses it has paid in.

# %%
plot_graph(
    {"a": "a", "b": "b = 2a", "s": "s = b·b", "c": "c = b + s"},
    [("a", "b", "×2"), ("b", "s", "×b"), ("b", "s", "×b"), ("s", "c", "×1"), ("b", "c", "×1")],
    {"a": 1.5, "b": 3, "s": 9, "c": 12},
    walk_back(["c", "s", "b", "a"]),
    highlight=["b"],
    title="b is used by s and by c: it waits for both",
)

# %% [markdown]
# An order in which every node stands after all its inputs is called a topological order: here a, b, s, c.
# The forward pass can be computed in it. Read from its end, it is an order for the way back.
#
# To find one, list a node as soon as all its inputs are listed, and go on until every node is. This never
# gets stuck, because the arrows never go round in a circle. Often several orders are right.
#
# Your turn: task 4 of [the exercises](../exercises/04_computation_graphs.ipynb).

# %% [markdown]
# ## An engine that remembers
#
# Writing down inputs and derivatives by hand is work for a machine. The trick is a number that remembers.
# Each operator notes in its result the inputs and the local derivatives. It has four beats, the same for
# all operators: make a plain number a Value, compute, note, return.


# %%
class Value:
    def __init__(self, data, inputs=()):
        self.data = data
        self.grad = 0.0
        self.inputs = inputs
        self.derivatives = ()

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, inputs=(self, other))
        out.derivatives = (1.0, 1.0)  # one local derivative for each input
        return out


# %% [markdown]
# `a + a` now calls `a.__add__(a)`, and the graph builds itself while we compute. We walk back through it
# with the order still chosen by hand.

# %%
a = Value(1.0)
b = a + a
c = b + b
c.grad = 1.0
for node in (c, b, a):
    for value, derivative in zip(node.inputs, node.derivatives):
        value.grad += node.grad * derivative
print(f"c = {c.data:g}, dc/db = {b.grad:g}, dc/da = {a.grad:g}")

# %% [markdown]
# That is the whole idea: add the other operators and let `backward` find the order. You will, in task 5 of
# [the exercises](../exercises/04_computation_graphs.ipynb).
#
# The library's engine works in the same way, with whole arrays in place of single numbers. There the number
# that remembers is called a `Tensor`, and `requires_grad=True` marks those whose gradient we want. It gives
# the numbers that we know.

# %%
w, b = Tensor(2.0, requires_grad=True), Tensor(8.0, requires_grad=True)
J = (w * -2.0 + b - 2.0) ** 2 / 2
J.backward()
print(f"J = {J:g}, dJ/dw = {w.grad:g}, dJ/db = {b.grad:g}")

w = Tensor(3.0, requires_grad=True)
((2 + 3 * w) ** 2).backward()
print(f"dJ/dw of the second graph = {w.grad:g}")

# %% [markdown]
# ## You can now
#
# - take a formula apart into a graph, and compute it forward;
# - find every derivative on the way back: what has arrived, times the local derivative;
# - check a derivative with a nudge, and say why we do not use nudges to train;
# - tell why a node adds up its shares, and why it waits until all of them are in;
# - explain what an engine such as `Tensor` remembers, and build one.
