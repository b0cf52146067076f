"""Programs that a `Graph` has to run, the smallest first."""

from dlteach.autograder import Case

FED = (
    "TensorFlow also lets us feed a node that is no placeholder: it is then not computed. Your graph does "
    "not, and the task does not ask for it."
)


def programs(rng):
    def case(note, *lines, remark="", **numbers):
        return Case(("; ".join(lines), numbers), note, remark=remark)

    def drawn(note, *lines, remark="", **numbers):
        """Numbers that nobody knows beforehand: all stretched alike, so that they differ as they did."""
        by = rng.uniform(1.1, 1.9)
        return case(note, *lines, remark=remark, **{k: round(v * by, 2) for k, v in numbers.items()})

    x, y = 'x = graph.placeholder("x")', 'y = graph.placeholder("y")'
    yield case(
        "a constant",
        "c = graph.constant(a)",
        "answer = graph.run(c)",
        a=3.0,
    )
    yield case("a sum", "s = graph.add(graph.constant(2.0), graph.constant(3.0))", "answer = graph.run(s)")
    yield case(
        "a product", "p = graph.multiply(graph.constant(2.0), graph.constant(3.5))", "answer = graph.run(p)"
    )
    yield case("a placeholder", x, "answer = graph.run(x, {x: a})", a=4.0)
    yield case(
        "a placeholder fed with 0", x, "answer = working(lambda: graph.run(graph.add(x, x), {x: a}))", a=0.0
    )
    yield case(
        "two steps",
        x,
        "s = graph.add(x, graph.constant(3.0))",
        "answer = graph.run(graph.multiply(s, s), {x: a})",
        a=2.0,
    )
    yield case(
        "two placeholders",
        x,
        y,
        "answer = graph.run(graph.apply(subtract, x, y), {y: a, x: b})",
        a=1.5,
        b=9.0,
    )
    yield case("a function of one node", x, "answer = graph.run(graph.apply(square, x), {x: a})", a=-3.0)
    yield case(
        "a function of three nodes",
        x,
        "c = graph.constant(2.0)",
        "answer = graph.run(graph.apply(total, x, c, graph.add(x, c)), {x: a})",
        a=1.0,
    )
    yield case("a list of one fetch", x, "answer = graph.run([x], {x: a})", a=5.0)
    yield case(
        "two fetches",
        x,
        "s = graph.add(x, graph.constant(1.0))",
        "p = graph.multiply(s, x)",
        "answer = graph.run([p, s], {x: a})",
        a=4.0,
    )
    yield case(
        "the same fetch twice",
        x,
        "s = graph.apply(square, x)",
        "answer = graph.run([s, s], {x: a})",
        a=4.0,
    )
    yield case(
        "a tuple of fetches",
        x,
        "s = graph.add(x, x)",
        "first, second = graph.run((x, s), {x: a})",
        "answer = [first, second]",
        a=2.5,
    )
    yield drawn(
        "one node used twice",
        x,
        "s = graph.apply(square, x)",
        "answer = graph.run(graph.add(s, s), {x: a})",
        a=3.0,
    )
    yield drawn(
        "one node on two ways",
        x,
        "s = graph.apply(square, x)",
        "u = graph.add(s, x)",
        "answer = graph.run(graph.multiply(u, graph.add(s, u)), {x: a})",
        a=2.0,
    )
    yield drawn(
        "a node used twice whose value is 0",
        x,
        "s = graph.apply(square, x)",
        "answer = working(lambda: graph.run(graph.add(s, s), {x: a}))",
        a=0.0,
    )
    yield drawn(
        "two fetches that share a node",
        x,
        "s = graph.apply(square, x)",
        "answer = graph.run([graph.add(s, x), graph.multiply(s, x)], {x: a})",
        a=3.0,
    )
    yield drawn(
        "a node that is not needed",
        x,
        "s = graph.apply(square, x)",
        "t = graph.add(x, x)",
        "answer = graph.run(t, {x: a})",
        a=3.0,
    )
    yield drawn(
        "a node that would fail and is not needed",
        x,
        "bad = graph.apply(fail, x)",
        "worse = graph.add(bad, x)",
        "answer = working(lambda: graph.run(graph.add(x, x), {x: a}))",
        a=3.0,
    )
    yield drawn(
        "a placeholder that is neither needed nor fed",
        x,
        y,
        "p = graph.multiply(x, y)",
        "answer = working(lambda: graph.run(graph.add(x, x), {x: a}))",
        a=3.0,
    )
    yield drawn(
        "defining alone",
        x,
        "s = graph.apply(square, graph.constant(a))",
        "t = graph.apply(square, x)",
        "answer = 0.0",
        a=3.0,
    )
    yield drawn(
        "two runs with other feeds",
        x,
        "s = graph.apply(square, x)",
        "first = graph.run(s, {x: a})",
        "answer = [first, graph.run(s, {x: b})]",
        a=3.0,
        b=4.0,
    )
    yield drawn(
        "a feed that is missing in the second run",
        x,
        "s = graph.apply(square, x)",
        "first = graph.run(s, {x: a})",
        "answer = attempt(lambda: graph.run(s))",
        a=3.0,
    )
    yield drawn(
        "a feed that is missing",
        x,
        y,
        "s = graph.add(x, y)",
        "answer = attempt(lambda: graph.run(s, {x: a}))",
        a=3.0,
    )
    yield drawn(
        "a graph that grows after a run",
        x,
        "first = graph.run(x, {x: a})",
        "s = graph.add(x, graph.constant(float(first)))",
        "answer = graph.run(s, {x: b})",
        a=3.0,
        b=4.0,
    )
    yield drawn(
        "a second graph",
        x,
        "s = graph.add(x, x)",
        "other = Graph()",
        'y = other.placeholder("y")',
        "p = other.multiply(y, y)",
        "answer = [other.run(p, {y: b}), graph.run(s, {x: a})]",
        a=3.0,
        b=5.0,
    )
    yield drawn(
        "two placeholders of one name",
        x,
        'z = graph.placeholder("x")',
        "answer = graph.run(graph.apply(subtract, x, z), {x: a, z: b})",
        a=3.0,
        b=5.0,
    )
    yield drawn(
        "a feed_dict that is used again",
        x,
        "feeds = {x: a}",
        "first = graph.run(graph.add(x, x), feeds)",
        "answer = float(len(feeds))",
        a=3.0,
    )
    yield case(
        "arrays",
        x,
        "s = graph.add(x, graph.constant(w))",
        "answer = graph.run(graph.multiply(s, s), {x: v})",
        v=rng.normal(size=(3, 2)),
        w=rng.normal(size=2),
    )
    yield case(
        "arrays and several fetches",
        x,
        "s = graph.apply(square, x)",
        "answer = graph.run([graph.add(s, x), s], {x: v})",
        v=rng.normal(size=4),
    )
    yield drawn(
        "a feed for a node that is no placeholder",
        x,
        "s = graph.apply(square, x)",
        "answer = graph.run(graph.add(s, s), {s: a})",
        a=7.0,
        remark=FED,
    )
