"""Three questions on lesson 13: what a run computes, what None allows, what is fixed while tracing."""

from dlteach.autograder import Option, Question

LESSON = "13_graphs_and_sessions"

# The graph of the question: each operation with its inputs, x and y being placeholders.
INPUTS = {"s": ("x", "x"), "t": ("s", "s"), "u": ("s", "t"), "v": ("u", "y")}
FETCHES = ("t", "u")


def needed(node):
    """The operations that a node needs, itself included."""
    return {node}.union(*(needed(one) for one in INPUTS[node])) if node in INPUTS else set()


def calls(node):
    """How often an operation is computed for a node when nothing is kept."""
    return 1 + sum(calls(one) for one in INPUTS[node]) if node in INPUTS else 0


QUESTIONS = (
    Question(
        "operations-of-a-run",
        LESSON,
        "Only what is needed",
        "x and y are placeholders, and the graph defines `s = x * x`, `t = s + s`, `u = s * t`, `v = u + y`. "
        "How many of these four operations are carried out in all by `sess.run([t, u], {x: 3.0})`, counting "
        "each as often as it is carried out?",
        (
            Option(
                float(len(INPUTS)),
                "That would be the whole graph. No fetch needs v, so v is left out and y needs no feed.",
            ),
            Option(
                float(sum(len(needed(fetch)) for fetch in FETCHES)),
                "That runs each fetch by itself. In one run, what t and u share is computed once.",
            ),
            Option(
                float(sum(calls(fetch) for fetch in FETCHES)),
                "That computes s again for every use. A run keeps each value until its end.",
            ),
            Option(
                float(len(set.union(*map(needed, FETCHES)))),
                "s, t and u, each once: what the fetches need, and nothing else.",
                right=True,
            ),
        ),
        otherwise="Start at the fetches and go back: which operations do you meet? Count each once.",
    ),
    Question(
        "which-value-is-refused",
        LESSON,
        "Placeholders wait for a value",
        "A placeholder for gray images has the shape `(None, 28, 28)`. Which value does it refuse?",
        (
            Option(
                "64 images, an array of shape `(64, 28, 28)`",
                "None stands for any size, so 64 images are as welcome as one.",
            ),
            Option(
                "one image, an array of shape `(28, 28)`",
                "It has two axes where three are asked for. None frees the size of an axis, but the axis "
                "must be there: `image[None]` has shape (1, 28, 28).",
                right=True,
            ),
            Option(
                "one image, an array of shape `(1, 28, 28)`",
                "Three axes, and None allows the size 1.",
            ),
            Option(
                "no image, an array of shape `(0, 28, 28)`",
                "An empty batch is seldom useful, but None allows the size 0 like any other.",
            ),
        ),
    ),
    Question(
        "noise-while-tracing",
        LESSON,
        "Define first, or compute at once",
        "A Python function draws one number with NumPy, `noise = rng.normal()`, and returns `x + noise`. "
        "We wrap it in `tf.function` and call it three times with tensors of one type and shape. What do we "
        "get?",
        (
            Option(
                "the same noise in all three calls",
                "NumPy draws while the function is traced, once. The number it gave stands in the graph as a "
                "constant.",
                right=True,
            ),
            Option(
                "new noise in each call",
                "Only if the Python code ran in each call. From the second call on the graph runs, and it "
                "does not know that its constant was once drawn. A random operation of tf would draw anew.",
            ),
            Option(
                "noise in the first call and none later",
                "The graph that is kept holds the addition and its constant, so later calls add it too.",
            ),
            Option(
                "an error, as NumPy cannot be used there",
                "NumPy may run while the function is traced; what it gives becomes a constant. It is refused "
                "only where it needs the value of a tensor.",
            ),
        ),
    ),
)
