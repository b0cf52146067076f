# %% [markdown]
# # Lesson 05: backpropagation
#
# A network has ten layers of sigmoid units. Its prediction is wrong, and every weight is told how to change:
# that is its gradient. Is the message to the first layer as strong as the one to the last? Half as strong, a
# tenth, a millionth? Write down your guess.
#
# In lesson 04 gradients walked back through single numbers. Now they walk through whole layers. The rules are
# the same, and matrices keep the books.

# %%
import numpy as np

from dlteach.figures import plot_curves, plot_graph
from dlteach.functions import (
    dense_backward,
    dense_forward,
    gradient_norms,
    mlp_backward,
    mlp_forward,
    numerical_gradient,
    quadratic_cost,
    relative_error,
    sigmoid,
)

# %% [markdown]
# ## A layer, forward
#
# A fully connected layer is one matrix multiplication, an offset and an activation: a = f(x @ w + b). Here f
# is linear (f(z) = z), sigmoid, tanh or ReLU, max(z, 0).
#
# By hand: one ReLU unit with w = (2, 1) and b = −1. The example (1, 2) gives z = 2 + 2 − 1 = 3, and (−1, 1)
# gives −2 + 1 − 1 = −2. What does the unit return?

# %%
x = np.array([[1.0, 2.0], [-1.0, 1.0]])
w = np.array([[2.0], [1.0]])
b = np.array([-1.0])
z = x @ w + b
print("z:", z.ravel(), "  a:", np.maximum(z, 0).ravel())
print("library:", dense_forward(x, w, b, "relu").ravel())

# %% [markdown]
# 3 and 0: the unit is open for the first example, closed for the second.
#
# Your turn: task 1 of [the exercises](../exercises/05_backpropagation.ipynb).

# %% [markdown]
# ## A layer, backward
#
# From the right comes `grad_output`, ∂J/∂a: say 5 and 7. First it goes through the activation: `grad_z =
# grad_output * f′(z)`, entry by entry. ReLU has slope 1 where it is open, 0 where it is closed.

# %%
grad_output = np.array([[5.0], [7.0]])
grad_z = grad_output * (z > 0)
print("∂J/∂z:", grad_z.ravel())

# %% [markdown]
# Then through the sums. Each weight and bias is used in every example, each input in every unit. As in lesson
# 04 the shares add up, and a matrix product adds:
#
# - ∂J/∂w = xᵀ @ grad_z, by hand (1·5 − 1·0, 2·5 + 1·0) = (5, 10);
# - ∂J/∂b = the sum of grad_z over the examples, 5 + 0 = 5;
# - ∂J/∂x = grad_z @ wᵀ, by hand (5·2, 5·1) and (0, 0).

# %%
print("∂J/∂w:", (x.T @ grad_z).ravel(), "  ∂J/∂b:", grad_z.sum(axis=0))
print("∂J/∂x:", (grad_z @ w.T).tolist())
grad_x, grad_w, grad_b = dense_backward(grad_output, x, w, b, "relu")
print("library:", grad_w.ravel(), grad_b, grad_x.tolist())

# %% [markdown]
# A closed unit passes nothing back. Now five examples, three inputs, four units: predict all shapes.

# %%
rng = np.random.default_rng(0)
x, w, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
grad_output = rng.normal(size=(5, 4))
grad_input, grad_w, grad_b = dense_backward(grad_output, x, w, b, "tanh")
print("grad_output", grad_output.shape, "  as the output")
print("grad_input ", grad_input.shape, "  as the input")
print("weights    ", grad_w.shape, "  bias", grad_b.shape)

# %% [markdown]
# Every gradient has the size of what it belongs to; the transposes follow from that. The five examples are
# gone from weights and bias, summed up. If the cost is an average, its 1/n is in `grad_output` already.
#
# Now break it: `np.sum(grad_z)`, without `axis=0`. Does the step fail? (tanh has the slope 1 − a².)

# %%
grad_z = grad_output * (1 - np.tanh(x @ w + b) ** 2)
measured = numerical_gradient(lambda b: np.sum(grad_output * dense_forward(x, w, b, "tanh")), b)
print("axis=0:  ", grad_z.sum(axis=0).round(3))
print("nudged:  ", measured.round(3))
print("no axis: ", np.sum(grad_z).round(3), "  shape after a step:", (b - 0.1 * np.sum(grad_z)).shape)

# %% [markdown]
# No error: all four biases get one step. With one unit nobody would have noticed. (The nudged cost is the sum
# of `grad_output * a`: its slope along a is `grad_output`.)
#
# Your turn: task 2.

# %% [markdown]
# ## Three layers by hand
#
# A chain has one unit a layer: z⁽¹⁾ = W⁽¹⁾x+b⁽¹⁾, a⁽¹⁾ = σ(z⁽¹⁾), likewise a⁽²⁾ from a⁽¹⁾, and a linear end,
# the prediction ŷ = W⁽³⁾a⁽²⁾. The cost is ½(ŷ − y)². By hand: x = 2, y = 0.5, weights 1, 4, 3, biases −2,
# −2, 0. Both z are 0, both a are ½, and ŷ = 1.5.


# %%
def chain(W):
    a1 = sigmoid(W[0] * 2 - 2)
    a2 = sigmoid(W[1] * a1 - 2)
    return a1, a2, W[2] * a2


print("a1, a2, ŷ:", *chain([1, 4, 3]))

# %% [markdown]
# The slope of σ is σ′ = σ(1 − σ), here ¼ twice. Each layer on the way back adds a weight and a slope:
#
# $$\frac{\partial J}{\partial W^{(3)}} = (\hat y - y)\, a^{(2)}$$
#
# $$\frac{\partial J}{\partial W^{(2)}} = (\hat y - y)\, W^{(3)} \sigma'(z^{(2)})\, a^{(1)}$$
#
# $$\frac{\partial J}{\partial W^{(1)}} =
# (\hat y - y)\, W^{(3)} \sigma'(z^{(2)})\, W^{(2)} \sigma'(z^{(1)})\, x$$
#
# By hand, with ŷ − y = 1: ½, then 3·¼·½ = 0.375, then 3·¼·4·¼·2 = 1.5.


# %%
def gradients(W):
    a1, a2, y_hat = chain(W)
    s1, s2, error = a1 * (1 - a1), a2 * (1 - a2), y_hat - 0.5
    return np.array([error * W[2] * s2 * W[1] * s1 * 2, error * W[2] * s2 * a1, error * a2])


print("W1, W2, W3:", gradients([1, 4, 3]))

# %%
names = ["z1", "a1", "z2", "a2", "ŷ", "J"]
back = dict(zip(names, [0.75, 3, 0.75, 3, 1, 1]))
# the gradient of a weight is that of its z times its input: 0.75 * 2 = 1.5 for W1
labels = ["×σ′(z1)", "×W2", "×σ′(z2)", "×W3", "×(ŷ − y)"]
edges = list(zip(names, names[1:], labels))
values = dict(zip(names, [0, 0.5, 0, 0.5, 1.5, 0.5]))
plot_graph(dict(zip(names, names)), edges, values, back, title="Back through three layers")

# %% [markdown]
# ## Trust a formula after a check
#
# Indices get mixed up: a page of notes has two wrong ones in these formulas. We make two such slips, a⁽²⁾ for
# a⁽¹⁾ and W⁽³⁾ for W⁽²⁾, and compare with nudges. A difference of 0.001 is little beside 1000 and much beside
# 0.002, so we divide by the larger of the two numbers; the worst entry counts. That is the relative error.
# Which slip is seen?


# %%
def compare(W):
    (a1, a2, _), right = chain(W), gradients(W)
    nudged = numerical_gradient(lambda W: (chain(W)[2] - 0.5) ** 2 / 2, W)
    # a2 / a1 puts a2 in the place of a1
    slips = {"right": [1, 1, 1], "a2 for a1": [1, a2 / a1, 1], "W3 for W2": [W[2] / W[1], 1, 1]}
    for name, factors in slips.items():
        print(f"{name:9}  relative error {relative_error(right * factors, nudged):.7f}")


compare([1, 4, 3])

# %% [markdown]
# The first slip passes, as a⁽¹⁾ and a⁽²⁾ are both ½ here. Will odd numbers do better?

# %%
compare([0.7, -1.3, 2.1])

# %% [markdown]
# Below 1e-7 a formula is right, above 1e-2 it is wrong; between, look closer. Check at odd numbers and
# unequal sizes. One exception: at the bend of a ReLU a nudge sees two slopes. Move the point a little.
#
# Your turn: task 3.

# %% [markdown]
# ## A network, forward and backward
#
# The output of one layer is the input of the next. We keep all of them, as ∂J/∂w needs each layer's input.

# %%
sizes = [3, 4, 2]
weights = [rng.normal(size=shape) for shape in zip(sizes, sizes[1:])]
biases = [rng.normal(size=size) for size in sizes[1:]]
y = rng.normal(size=(5, 2))
activations = [x]
for w, b in zip(weights, biases):
    activations.append(dense_forward(activations[-1], w, b, "sigmoid"))
print([a.shape for a in activations])

# %% [markdown]
# The way back begins with the slope of the quadratic cost, (ŷ − y)/n. Then the `grad_input` of each layer is
# the `grad_output` of the layer before. Here the last layer is a sigmoid too, so it adds its σ′.

# %%
grad = (activations[-1] - y) / len(y)
for layer in (1, 0):
    grad, grad_w, grad_b = dense_backward(grad, activations[layer], weights[layer], biases[layer], "sigmoid")
    print("layer", layer, "weights", grad_w.shape, "bias", grad_b.shape)


def cost(first):
    return quadratic_cost(y, mlp_forward(x, [first, weights[1]], biases, "sigmoid")[-1])


print(f"relative error, first layer: {relative_error(grad_w, numerical_gradient(cost, weights[0])):.7f}")

# %% [markdown]
# Your turn: tasks 4 and 5.

# %% [markdown]
# ## The loop
#
# Training is a loop: predict, loss, gradient, step, repeat. Its task here: two inputs, 0 or 1; the answer is
# 1 if they differ. One layer cannot do it, as no straight line parts the answers. Can a 2-4-1 network?

# %%
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
rng = np.random.default_rng(0)
weights, biases, costs = [rng.normal(size=(2, 4)), rng.normal(size=(4, 1))], [np.zeros(4), np.zeros(1)], []
for _ in range(1500):
    prediction = mlp_forward(x, weights, biases, "sigmoid")[-1]
    costs.append(quadratic_cost(y, prediction))
    grad_weights, grad_biases = mlp_backward(y, x, weights, biases, "sigmoid")
    weights = [w - 5 * g for w, g in zip(weights, grad_weights)]
    biases = [b - 5 * g for b, g in zip(biases, grad_biases)]
print("predictions:", prediction.ravel().round(2))

# %%
plot_curves(
    np.arange(1500), {"cost": costs}, "Predict, loss, gradient, step, repeat", "step", "quadratic cost"
)

# %% [markdown]
# It can. First come all gradients, then all steps: whoever changes the last weights before the gradient
# passes through them walks back through another network.

# %% [markdown]
# ## Gradients that vanish or explode
#
# On the way back each layer multiplies the gradient with f′(z) and its weights, together its Jacobian. In a
# product of many, factors below 1 make the gradient vanish, factors above 1 make it explode. How large is σ′
# at most?

# %%
z = np.linspace(-6, 6, 121)
slope = sigmoid(z) * (1 - sigmoid(z))
plot_curves(z, {"σ′": slope}, "The slope of the sigmoid is at most ¼", "z", "σ′(z)")

# %% [markdown]
# At most 0.25. From layer 10 back to layer 1 there are nine such factors, and 0.25⁹ is about 4e-6. We
# measure four networks of ten layers: for each layer the norm of its bias gradient, the root of the sum of
# squares. Which vanish on the way back, which explode?


# %%
def norms(activation, spread):
    rng = np.random.default_rng(0)  # spread: the typical size of a weight
    weights = [spread * rng.normal(size=(10, 10)) for _ in range(10)]
    x, y = rng.normal(size=(50, 10)), rng.normal(size=(50, 10))
    return gradient_norms(mlp_backward(y, x, weights, [np.zeros(10)] * 10, activation)[1])


found = {"sigmoid": norms("sigmoid", 0.3), "sigmoid, large weights": norms("sigmoid", 1)}
found |= {"ReLU": norms("relu", 0.45), "ReLU, large weights": norms("relu", 1)}
for name, norm in found.items():
    print(f"{name:22}  layer 1: {norm[0]:.0e}  layer 10: {norm[-1]:.0e}  quotient {norm[0] / norm[-1]:.0e}")
print(f"0.25⁹ = {0.25**9:.0e}")

# %% [markdown]
# Now to your guess: in the first network layer 1 hears less than a millionth of what layer 10 hears. It
# hardly learns.

# %%
plot_curves(np.arange(1, 11), found, "How much each layer hears", "layer", "norm of bias gradient", log=True)

# %% [markdown]
# Weights are factors too. Large ones soften the vanishing, and make ReLU explode: one step then throws all
# weights far away. ReLU with fitting weights stays nearly level.
#
# Your turn: tasks 6 and 7.

# %% [markdown]
# ## You can now
#
# - compute a layer forward, and its three gradients backward, with the right sizes;
# - write the gradients of a chain of layers by hand, each with its own indices;
# - check a gradient by nudging, at numbers that hide nothing;
# - train a network by the loop: predict, loss, gradient, step, repeat;
# - tell from the norms of a network's layers whether its gradients vanish or explode, and why.
