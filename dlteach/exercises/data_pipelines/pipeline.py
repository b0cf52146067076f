"""Exercise `Pipeline`: what comes out of programs that chain its steps, epoch after epoch."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.data_pipelines.batch_mistakes import BATCH_MISTAKES
from dlteach.exercises.data_pipelines.pipeline_facts import facts_of_passes
from dlteach.exercises.data_pipelines.pipeline_mistakes import STEP_MISTAKES
from dlteach.exercises.data_pipelines.pipeline_reference import Pipeline
from dlteach.exercises.data_pipelines.pipeline_styles import FromFactories, WithKinds
from dlteach.exercises.data_pipelines.pipeline_variants import edited_pipeline

LESSON = "12_data_pipelines"


def _passes(Pipeline, program, x, y, seed):
    calls = []

    def double(x, y):
        return np.multiply(x, 2), y

    def add_ten(x, y):
        return np.add(x, 10), y

    def next_class(x, y):
        return x, np.add(y, 1)

    def lowest_to_0(x, y):
        return np.subtract(x, np.min(x, axis=0)), y

    def add_number_of_call(x, y):
        calls.append("one more")
        return np.add(x, 100 * len(calls)), y

    steps = (double, add_ten, next_class, lowest_to_0, add_number_of_call)

    def of_pairs(step):
        def f(*arguments):
            if len(arguments) != 2:
                raise TypeError("`map` should call its function with two arguments, f(x, y)")
            return step(*arguments)

        return f

    names = {"Pipeline": Pipeline, **{step.__name__: of_pairs(step) for step in steps}}

    def build(seed, program=program, of=np.copy):
        space = {**names, "x": of(x), "y": of(y), "rng": np.random.default_rng(seed)}
        exec(program, space)
        return space["pipeline"]

    def words(part):
        if isinstance(part, (list, tuple)):
            return f"a {type(part).__name__} of {len(part)}"
        number = np.asarray(part, dtype=float).round(6)
        return str((number.astype(int) if (number == number.round()).all() else number).tolist())

    def one_pass(pipeline):
        elements = list(pipeline)
        if not all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in elements):
            found = next(p for p in elements if not isinstance(p, (tuple, list)) or len(p) != 2)
            kind = f"{type(found).__name__}{f' of {len(found)}' if isinstance(found, (tuple, list)) else ''}"
            raise TypeError(f"each element should be a pair (x, y), got a {kind}")
        return [tuple(pair) for pair in elements]

    def told(elements):
        return [f"({words(a)}, {words(b)})" for a, b in elements]

    if "shuffle" not in program:
        pipeline = build(seed)
        both = {f"epoch {k}": "  ".join(told(one_pass(pipeline))) or "nothing" for k in (1, 2)}
        one_pass(build(seed, of=np.asarray))  # the caller's own arrays: if it writes into them, that shows
        return both

    def arrays(elements):
        # More elements than these are wrong whatever is in them.
        return [(np.asarray(a), np.asarray(b)) for a, b in elements[: len(x) + 3]]

    plain = arrays(one_pass(build(seed, program.replace(".shuffle(rng)", ""))))
    epochs = []
    for k in range(20):
        pipeline = build(seed + k)
        epochs += [arrays(one_pass(pipeline)) for _ in range(4)]
    again = [[arrays(one_pass(pipeline)) for _ in range(8)] for pipeline in (build(seed), build(seed))]
    one_pass(build(seed, of=np.asarray))
    return {"plain": plain, "epochs": epochs, "again": again}


def _pipeline_cases(rng):
    def case(program, n, note, d=2):
        x, y = rng.permutation(n * d).reshape(n, d) + 1, rng.permutation(n) * 10
        return Case((program, x, y, int(rng.integers(1000))), note)

    yield case("pipeline = Pipeline(x, y).map(double)", 3, "map alone")
    yield case("pipeline = Pipeline(x, y).batch(2)", 4, "two full batches")
    yield case("pipeline = Pipeline(x, y).batch(2)", 5, "a short last batch")
    yield case("pipeline = Pipeline(x, y).batch(9)", 3, "fewer examples than a batch")
    yield case("pipeline = Pipeline(x, y).batch(1)", 3, "batches of one")
    yield case("pipeline = Pipeline(x, y)", 3, "no step")
    yield case("pipeline = Pipeline(x, y).map(next_class)", 3, "a function that changes y")
    yield case("pipeline = Pipeline(x, y).map(add_ten).map(double)", 3, "two maps")
    yield case("pipeline = Pipeline(x, y).map(lowest_to_0).batch(2)", 5, "map before batch")
    yield case("pipeline = Pipeline(x, y).batch(2).map(lowest_to_0)", 5, "map after batch")
    yield case("pipeline = Pipeline(x, y).map(double).batch(3).map(lowest_to_0)", 7, "map on both sides", 3)
    yield case(
        "pipeline = Pipeline(x, y).map(add_number_of_call)",
        2,
        "a function that gives something new each time",
    )
    yield case(
        "pipeline = Pipeline(x, y); other = pipeline.map(double).batch(2)", 3, "a branch that is not followed"
    )
    yield case(
        "start = Pipeline(x, y).map(double); other = start.batch(2); pipeline = start.map(add_ten)",
        3,
        "two branches",
    )
    yield case("pipeline = Pipeline(x, y).shuffle(rng)", 5, "shuffle alone")
    yield case("pipeline = Pipeline(x, y).shuffle(rng).batch(2)", 5, "shuffle before batch")
    yield case("pipeline = Pipeline(x, y).batch(2).shuffle(rng)", 7, "shuffle after batch")
    yield case("pipeline = Pipeline(x, y).map(double).shuffle(rng).batch(3)", 6, "all three steps")


PIPELINE = Exercise(
    name="Pipeline",
    lesson=LESSON,
    section="Steps that wait for the loop",
    reference=Pipeline,
    points=2.0,
    driver=_passes,
    measure=facts_of_passes,
    cases=_pipeline_cases,
    mistakes=(*STEP_MISTAKES, *BATCH_MISTAKES),
    also_correct=(
        FromFactories,
        WithKinds,
        edited_pipeline(("rng.permutation(len(elements))", "np.argsort(rng.random(len(elements)))")),
        edited_pipeline(("return iter(elements)", "yield from elements")),
        edited_pipeline(("np.array(xs), np.array(ys)", "np.stack(xs), np.stack(ys)")),
    ),
    hints=(
        "A step does no work when it is called. It writes down what each loop will do: take the elements "
        "that come, and give others.",
        "`_then` needs a function from elements to elements. For `shuffle` it makes a list of them and draws "
        "an order each time it is called; for `batch` it is a generator function with `yield`.",
        "In `batch`: `xs, ys = zip(*elements[start : start + size])`, then `yield np.array(xs), ...`.",
    ),
)
