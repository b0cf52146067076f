# %% [markdown]
# # Lesson 01: cost functions
#
# Two people forecast the temperature for five days. A is wrong by 2 degrees every day. B is exactly right
# on four days and wrong by 9 degrees on one. Which forecast is better?
#
# Write your answer down, with a reason. There is a number that says you are right, and another number that
# says you are wrong.

# %%
import numpy as np

from dlteach.figures import plot_all_pairs, plot_curves, plot_error_squares, plot_surface, plot_valleys
from dlteach.functions import affine, mean_squared_error, quadratic_cost, quadratic_cost_gradient

# %% [markdown]
# ## One number for how wrong we are
#
# Training changes the weights of a network a little, again and again. After each change we must know: are
# the predictions better now, or worse? For that we need one number for all of them together. A function that
# gives such a number is called a loss or a cost. Smaller is better.
#
# It starts with the error of each prediction: what is true minus what was said. In this course the truth
# always comes first: `(y_true, y_pred)`.

# %%
y_true = np.array([21.0, 19.0, 24.0, 18.0, 22.0])
forecast_a = np.array([19.0, 21.0, 22.0, 16.0, 24.0])
forecast_b = np.array([21.0, 19.0, 15.0, 18.0, 22.0])
print("errors of A:", y_true - forecast_a)
print("errors of B:", y_true - forecast_b)

# %% [markdown]
# The first idea is to add the errors up. Here is a third forecast, a wild one. Predict the sum of its errors.

# %%
wild = np.array([31.0, 9.0, 34.0, 8.0, 22.0])
print("errors:", y_true - wild, " sum:", np.sum(y_true - wild))

# %% [markdown]
# The sum is 0, as if it were perfect: too high and too low cancel. We must make each error d positive before
# we add: drop the sign, |d|, or square, d².
#
# By hand, for A with the errors 2, −2, 2, 2, −2: the sum of |d| is 2+2+2+2+2 = 10, the sum of d² is
# 4+4+4+4+4 = 20. The first is called the L1 norm loss, the second the L2 norm loss. Work out both for B
# before you run the cell.


# %%
def l1(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred))


def l2(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2)


for name, forecast in {"A": forecast_a, "B": forecast_b, "wild": wild}.items():
    print(f"{name:4}  L1: {l1(y_true, forecast):5.1f}   L2: {l2(y_true, forecast):6.1f}")

# %% [markdown]
# L1 prefers B, 9 against 10. L2 prefers A, 20 against 81. To see why, we draw each error as a square. Side by
# side, the squares make a row as long as L1. Together they cover an area as large as L2.

# %%
plot_error_squares(
    {"forecast A": y_true - forecast_a, "forecast B": y_true - forecast_b},
    "The same five days, two forecasts",
    "°C",
)

# %% [markdown]
# So which is better? It depends on what an error costs us. If one frost kills the harvest, a single large
# error is worse than many small ones, and L2 says so. A cost is a choice: it tells the network what we
# want. (The L2 norm of mathematics is the root of this sum; the loss has no root.)
#
# Your turn: tasks 1 and 2 of [the exercises](../exercises/01_cost_functions.ipynb).

# %% [markdown]
# ## Sum or average
#
# A forecaster who never gets better or worse works for 10 days, for 100, for 1000. Predict: what happens to
# the sum of the absolute errors, and what to their mean?

# %%
rng = np.random.default_rng(0)
errors = rng.normal(scale=2.0, size=1000)
for n in (10, 100, 1000):
    size = np.abs(errors[:n])
    print(f"n = {n:4}   sum: {np.sum(size):7.1f}   mean: {np.mean(size):.2f}")

# %% [markdown]
# The sum grows with the number of days; the mean settles down. So from here on a loss belongs to one example,
# and a cost is the average over all of them, one number. (The L1 and L2 norm losses have older names: they
# are sums.)
#
# The averages of |d| and of d² are the mean absolute error, MAE, and the mean squared error, MSE.


# %%
def mae(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred))


def mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


for name, forecast in {"A": forecast_a, "B": forecast_b}.items():
    print(f"{name}  MAE: {mae(y_true, forecast):.1f} °C   MSE: {mse(y_true, forecast):.1f} °C²")

# %% [markdown]
# MSE is in square degrees; its root, called RMSE, is in degrees again. When each example has k outputs the
# arrays are `(n, k)`, and both means run over all n·k entries: `np.mean` without `axis`.
#
# Your turn: tasks 3 and 4 of [the exercises](../exercises/01_cost_functions.ipynb).

# %% [markdown]
# ## Two accidents that raise no error
#
# Targets often come as a column of a table, shape `(n, 1)`, while predictions are `(n,)`. Below, the
# predictions are perfect. Predict the shape of the difference, and the MSE.

# %%
column = y_true.reshape(-1, 1)
print("shapes:", column.shape, y_true.shape, "->", (column - y_true).shape)
print(f"MSE of a perfect prediction: {mse(column, y_true):.2f}")

# %% [markdown]
# NumPy repeats the column and the row until both have one shape (this is called broadcasting), so every
# target meets every prediction. Here are three targets minus three predictions of A. Wanted are the three
# numbers on the diagonal; the mean takes all nine.

# %%
plot_all_pairs(y_true[:3], forecast_a[:3], "A column (3, 1) minus a row (3,) is a table (3, 3)")

# %% [markdown]
# Each prediction is compared with all targets, so a network trained on that learns to predict the same for
# every day. The cure: give both one shape, for example with `.ravel()`, which makes any array `(n,)`. The
# functions of this course refuse other pairs.

# %%
print(f"with ravel: {mean_squared_error(column.ravel(), y_true):.2f}")
try:
    mean_squared_error(column, y_true)
except ValueError as error:
    print("ValueError:", error)

# %% [markdown]
# The second accident: pixels are stored as bytes, `uint8`, whole numbers from 0 to 255. There is nothing
# below 0. Predict: what is 10 − 30?

# %%
pixel_true = np.array([10], dtype=np.uint8)
pixel_pred = np.array([30], dtype=np.uint8)
print("as bytes: ", pixel_true - pixel_pred, " MAE:", mae(pixel_true, pixel_pred))
pixel_true = np.asarray(pixel_true, dtype=float)
pixel_pred = np.asarray(pixel_pred, dtype=float)
print("as floats:", pixel_true - pixel_pred, " MAE:", mae(pixel_true, pixel_pred))

# %% [markdown]
# The difference wraps around: 256 − 20 = 236. The cure stands at the top of a function: convert both to float
# before you subtract.

# %% [markdown]
# ## Outliers, where L1 and L2 part ways
#
# An outlier is a value far from all others. We begin with the loss of one prediction: where is d² smaller
# than |d|? The third curve, half the square, belongs to the next section.

# %%
d = np.linspace(-3, 3, 121)
plot_curves(
    d,
    {"|d|": np.abs(d), "d²": d**2, "½d²": d**2 / 2},
    "The loss of one prediction",
    "error d",
    "loss",
)

# %% [markdown]
# Between −1 and 1. Outside, the square soon leaves |d| behind.
#
# Five friends tell how long the walk to the lake takes: 10, 11, 12, 13 minutes, and one who got lost says
# 54. We must predict one number c for all. Predict: which c has the lowest MAE, and which the lowest MSE?
# We draw the RMSE, which is in minutes too and is lowest where the MSE is.

# %%
minutes = np.array([10.0, 11.0, 12.0, 13.0, 54.0])
c = np.linspace(5, 30, 251)
mae_of_c = np.array([mae(minutes, guess) for guess in c])
rmse_of_c = np.array([mse(minutes, guess) for guess in c]) ** 0.5
best_mae, best_mse = c[np.argmin(mae_of_c)], c[np.argmin(rmse_of_c)]
plot_curves(
    c,
    {"MAE": mae_of_c, "RMSE": rmse_of_c},
    "One number for five walks",
    "prediction c (minutes)",
    "cost (minutes)",
    mark={f"c = {best_mae:g}": (best_mae, mae_of_c.min()), f"c = {best_mse:g}": (best_mse, rmse_of_c.min())},
)

# %% [markdown]
# MAE is lowest at 12, MSE at 20, a time that nobody walked. They are the median, the middle one of the sorted
# times, and the mean. Now let the last friend walk 14, 54 or 104 minutes. Predict which of the two moves.

# %%
for last in (14.0, 54.0, 104.0):
    minutes[-1] = last
    print(f"last {last:3.0f}   median {np.median(minutes):.0f}   mean {np.mean(minutes):.0f}")

# %% [markdown]
# The median stays at 12, the mean runs after the outlier. So: MAE when large errors are accidents to be
# ignored, MSE when they hurt most. The square has one more merit: it gets flatter towards 0, so its slope
# tells how far off we are. The slope of |d| is −1 or 1, however small the error.

# %% [markdown]
# ## The quadratic cost and its gradient
#
# For n examples x with targets y(x) and outputs a(x), which are our predictions, the quadratic cost is
#
# $$C = \frac{1}{2n} \sum_x \lVert y(x) - a(x) \rVert^2$$
#
# ‖…‖² adds up the squares of one example's row. By hand, for two rows: errors (0.2, −0.4, −0.2) give
# 0.04+0.16+0.04 = 0.24, errors (−0.1, −0.5, 0.3) give 0.01+0.25+0.09 = 0.35. So
# C = (0.24+0.35)/(2·2) = 0.1475.

# %%
y = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
a = np.array([[0.8, 0.4, 0.2], [0.1, 0.5, 0.7]])
squared_lengths = np.sum((y - a) ** 2, axis=1)
n = len(y)
print("of each row:", squared_lengths.round(4), f" C = {np.sum(squared_lengths) / (2 * n):.4f}")
print(f"library: {quadratic_cost(y, a):.4f}   MSE, for comparison: {mean_squared_error(y, a):.4f}")

# %% [markdown]
# MSE divides by all n·k = 6 entries, the quadratic cost by 2n = 4. With k = 2 outputs the two would agree.
#
# Why the ½? We will ask how fast C grows when one output grows: that is its slope, and all slopes together
# are the gradient. Predict: the output 0.4 should be 0. Is its slope positive or negative? We nudge it.

# %%
nudged = a.copy()
nudged[0, 1] += 0.001
slope = (quadratic_cost(y, nudged) - quadratic_cost(y, a)) / 0.001
print(f"slope of C at the output 0.4: {slope:.3f}")
print("all slopes, (a - y) / n:")
print(quadratic_cost_gradient(y, a).round(3))

# %% [markdown]
# Positive: it is too high, and raising it makes C worse. For one output C holds (a − y)²/(2n). The slope of
# (a − y)² is 2(a − y), its 2 cancels the ½, and what is left is short:
#
# $$\frac{\partial C}{\partial a} = \frac{a - y}{n}$$
#
# For our output that is (0.4 − 0)/2 = 0.2, as the nudge said. The gradient is an array like `a`, one slope
# for each output. The order matters: a − y.
#
# Your turn: tasks 5 and 6 of [the exercises](../exercises/01_cost_functions.ipynb).

# %% [markdown]
# ## The cost as a function of the weights
#
# We cannot move outputs, only the weights and biases that make them. So books write the cost as
# $C(W, B, S^r, E^r)$: the weights W and biases B (our `w` and `b`), the input $S^r$ of one example r, also
# called a sample, and its desired output $E^r$.
#
# Receipts from a market: kilos of apples and pears, and the sum paid. W are the two prices per kilo, B is a
# bag for 0.50. Which of the four letters may we change to make C smaller?

# %%
S = np.array([[2.0, 1.0], [1.0, 3.0], [4.0, 1.0], [1.0, 1.0]])  # kilos of apples, of pears
E = np.array([[7.5], [11.5], [11.5], [5.5]])  # paid


def cost(W, B, S, E):
    return quadratic_cost(E, affine(S, W, B))


W, B = np.array([[1.0], [3.0]]), np.array([0.5])
each = [cost(W, B, S[[r]], E[[r]]) for r in range(4)]  # S[[r]] is row r as a table, (1, 2)
print("C of each receipt:", np.round(each, 3), f" average: {np.mean(each):.3f}")
print(f"C of all four at once: {cost(W, B, S, E):.3f}")

# %% [markdown]
# Only W and B: the receipts are facts. And the cost of the batch is the average over its examples.
#
# Now we change one weight, the price of apples, and keep the rest. Predict the shape of the curve.

# %%
apples = np.linspace(0, 4, 81)
curve = [cost(np.array([[w], [3.0]]), B, S, E) for w in apples]
plot_curves(
    apples,
    {"C": curve},
    "The cost of one weight",
    "price of apples (per kilo)",
    "cost C",
    mark={"lowest": (apples[np.argmin(curve)], min(curve))},
)

# %% [markdown]
# A valley, with its floor at the price 2. Left of it the slope is negative, right of it positive, at the
# bottom 0.
#
# With two weights the curve becomes a surface. We look at it from above, with lines of equal cost as on a
# hiking map; the lowest ground is coloured. Predict: can the first receipt alone, 2 kilos of apples and 1 of
# pears for 7.50, tell us both prices?


# %%
def one_receipt(apple, pear):
    return cost(np.array([[apple], [pear]]), B, S[:1], E[:1])


def all_receipts(apple, pear):
    return cost(np.array([[apple], [pear]]), B, S, E)


costs = {"one receipt": one_receipt, "four receipts, averaged": all_receipts}
plot_valleys(costs, (0, 6), "The cost of two weights", "price of apples", "price of pears")

# %% [markdown]
# It cannot. Without the bag 7 is left, and every pair of prices with 2·apples + pears = 7 fits: the lowest
# ground is a whole line, a gutter. Averaged over four receipts the gutter becomes a bowl with one lowest
# point, one reason to train on many examples. Here is the bowl from the side, and closer from above.

# %%
plot_surface(
    all_receipts,
    ((0, 4), (1, 5)),
    "The cost of two weights",
    "price of apples",
    "price of pears",
    "cost C",
)

# %% [markdown]
# One bowl with one floor is a gift of this small model. With hidden layers the ground has hills and several
# valleys, and with thousands of weights nobody can draw it. What remains is to feel the slope and walk down.

# %% [markdown]
# ## You can now
#
# - say why errors must be made positive before they are added, and compute L1, L2, MAE and MSE by hand;
# - tell a loss from a cost;
# - spot the two accidents that raise no error: `(n, 1)` against `(n,)`, and bytes that wrap around;
# - choose between absolute and squared errors when there are outliers;
# - compute the quadratic cost and its gradient;
# - read C(W, B, S, E), and a picture of the cost over one or two weights.
