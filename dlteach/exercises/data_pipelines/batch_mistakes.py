"""Known mistakes of `Pipeline.batch`: in where it cuts, and in what a batch is."""

from dlteach.autograder import Mistake
from dlteach.exercises.data_pipelines.pipeline_variants import edited_pipeline

CUT = "range(0, len(elements), size)"
PAIR = "yield np.array(xs), np.array(ys)"

BATCH_MISTAKES = (
    Mistake(
        "short-batch-dropped",
        edited_pipeline((CUT, "range(0, len(elements) - size + 1, size)")),
        "The last batch is dropped where it is short, so some examples are never seen. Give it as it is.",
    ),
    Mistake(
        "short-batch-filled-up",
        edited_pipeline(
            ("*elements[start : start + size]", "*(elements * size)[start : start + size]"),
        ),
        "A short last batch is filled up with examples that had their turn already. Leave it short.",
    ),
    Mistake(
        "batches-one-too-small",
        edited_pipeline(("start : start + size]", "start : start + max(size - 1, 1)]")),
        "Each batch lacks its last example: the end of a slice is not part of it. "
        "`elements[start : start + size]` holds `size` of them.",
    ),
    Mistake(
        "overlapping-batches",
        edited_pipeline((CUT, "range(len(elements))")),
        "The batches overlap: each starts one element after the last. Start every `size` elements.",
    ),
    Mistake(
        "size-taken-for-number",
        edited_pipeline(
            (
                "for start in range(0, len(elements), size):",
                "for rows in np.array_split(np.arange(len(elements)), size):",
            ),
            ("*elements[start : start + size]", "*(elements[k] for k in rows)"),
        ),
        "`size` is used as the number of batches. It is the number of examples in each.",
    ),
    Mistake(
        "first-batch-only",
        edited_pipeline((PAIR, f"{PAIR}\n                return")),
        "Only the first batch comes: is there a `return` inside the loop? Use `yield`.",
    ),
    Mistake(
        "batches-of-lists",
        edited_pipeline((PAIR, "yield list(xs), list(ys)")),
        "A batch holds lists of rows. Stack them to one array for x and one for y, with `np.array` or "
        "`np.stack`, so that later steps can calculate with them.",
    ),
    Mistake(
        "batches-of-tuples",
        edited_pipeline((PAIR, "yield xs, ys")),
        "A batch holds tuples of rows. Stack them to one array for x and one for y, with `np.array` or "
        "`np.stack`, so that later steps can calculate with them.",
    ),
    Mistake(
        "labels-not-stacked",
        edited_pipeline((PAIR, "yield np.array(xs), list(ys)")),
        "The x of a batch is an array, but its y is a list. Stack both.",
    ),
    Mistake(
        "batches-joined",
        edited_pipeline((PAIR, "yield np.concatenate(xs), np.array(ys)")),
        "The rows of a batch are joined end to end, to one long row. `np.array` or `np.stack` puts them "
        "below one another: (size, d).",
    ),
    Mistake(
        "batches-of-pairs",
        edited_pipeline((PAIR, "yield [(x, y) for x, y in zip(xs, ys)]")),
        "A batch is a list of pairs. It should be one pair of arrays: all x and all y. `zip(*pairs)` turns "
        "one into the other.",
    ),
    Mistake(
        "pairs-in-one-array",
        edited_pipeline((PAIR, "yield np.array(list(zip(xs, ys)))")),
        "`np.array` gets a list of pairs, and a row of x and a label do not fit into one array. Make two: "
        "one of all x, one of all y. `xs, ys = zip(*pairs)` takes the pairs apart.",
    ),
    Mistake(
        "batch-of-x-only",
        edited_pipeline((PAIR, "yield np.array(xs)")),
        "Only the x of a batch come. Give the pair: the x and the y of its examples.",
    ),
)
