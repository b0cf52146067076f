"""The exercise `topological_order`: many orders are right, so the grader asks for facts about the order."""

from contextlib import suppress
from graphlib import TopologicalSorter

from dlteach.autograder import Case, Exercise, Law, Mistake


def topological_order(inputs):
    """All nodes, each after those that it is computed from."""
    order = []

    def visit(node):
        if node not in order:
            for earlier in inputs[node]:
                visit(earlier)
            order.append(node)

    for node in inputs:
        visit(node)
    return order


def _listed(topological_order, inputs):
    order = topological_order(inputs)
    if order is None:
        raise TypeError("topological_order gives None: is a `return` missing?")
    return list(order)


def _facts(args, order):
    (inputs,) = args
    if not isinstance(order, list):
        raise ValueError("should be the nodes in a list")
    places = {node: [] for node in inputs}
    for k, node in enumerate(order):
        with suppress(TypeError):  # a list among the nodes is no key of a dict
            places.get(node, []).append(k)
    facts = {}
    for node, found in places.items():
        before = [each for each in set(inputs[node]) if found and places[each] and places[each][0] < found[0]]
        facts[f"times that {node} is listed"] = len(found)
        facts[f"inputs of {node} that stand before it"] = len(before)
    return {**facts, "length of the list": len(order)}


def _cases(rng):
    yield Case(({"a": [], "b": ["a"]},))
    yield Case(({"b": ["a"], "a": []},), "the result first in the dict")
    yield Case(({"b": [], "c": ["a", "b"], "a": []},), "two inputs")
    yield Case(({"c": ["b"], "b": ["a", "a"], "a": []},), "one node used twice in a step")
    yield Case(({"J": ["b", "c"], "c": ["b", "b"], "b": ["a"], "a": []},), "b used early and late")
    yield Case(({"d": ["c", "b"], "c": ["b"], "b": ["a"], "a": []},), "a short and a long way to b")
    yield Case(({"p": ["a"], "b": [], "q": ["b", "a"], "a": [], "r": []},), "three results")
    lesson = {
        "d": ["a", "y"],
        "J": ["d"],
        "y": [],
        "a": ["c", "b"],
        "c": ["w", "x"],
        "x": [],
        "w": [],
        "b": [],
    }
    yield Case((lesson,), "the graph of the lesson, shuffled")
    for _ in range(3):
        yield Case((_drawn_graph(rng, "abcdefgh"),))


def _drawn_graph(rng, letters):
    """A graph with two results in which neither the dict nor the alphabet shows the order."""
    nodes = [str(letter) for letter in rng.permutation(list(letters))]
    inputs = {nodes[0]: [], nodes[1]: []}
    for k, node in enumerate(nodes[2:], start=2):
        inputs[node] = [nodes[int(i)] for i in rng.choice(k, size=2, replace=False)]
    return {str(node): inputs[str(node)] for node in rng.permutation(nodes)}


def _walked(list_before, list_after, once=True):
    """An order from a walk to the inputs that lists a node before them, after them, or at every visit."""

    def answer(inputs):
        order, met = [], set()

        def visit(node):
            if once and node in met:
                return
            met.add(node)
            if list_before:
                order.append(node)
            for earlier in inputs[node]:
                visit(earlier)
            if list_after:
                order.append(node)

        for node in inputs:
            visit(node)
        return order

    return answer


def _listed_at_every_visit(inputs):
    order, met = [], set()

    def visit(node):
        if node not in met:
            met.add(node)
            for earlier in inputs[node]:
                visit(earlier)
        order.append(node)

    for node in inputs:
        visit(node)
    return order


def _listed_once_for_each_input(inputs):
    order, met = [], set()

    def visit(node):
        if node not in met:
            met.add(node)
            for earlier in inputs[node]:
                visit(earlier)
                order.append(node)

    for node in inputs:
        visit(node)
    return order


def _by_counting(count):
    """Nodes that wait for fewer and fewer others; `count(earlier)` says for how many at first."""

    def answer(inputs):
        waiting_for = {node: count(earlier) for node, earlier in inputs.items()}
        ready = [node for node in inputs if waiting_for[node] == 0]
        for node in ready:
            for later in inputs:
                if node in inputs[later]:
                    waiting_for[later] -= 1
                    if waiting_for[later] == 0:
                        ready.append(later)
        return ready

    return answer


def _in_one_pass(inputs):
    order = []
    for node in inputs:
        if all(earlier in order for earlier in inputs[node]):
            order.append(node)
    return order


def _one_level_only(inputs):
    return list(dict.fromkeys(each for node in inputs for each in (*inputs[node], node)))


def _from(start):
    """Only what the node `start(inputs)` depends on."""

    def answer(inputs):
        needed = [start(inputs)]
        for node in needed:
            needed += [earlier for earlier in inputs[node] if earlier not in needed]
        return [node for node in topological_order(inputs) if node in needed]

    return answer


def _level_by_level(inputs):
    """Results first, level by level, each node where it is first met; then turned round."""
    used = {earlier for node in inputs for earlier in inputs[node]}
    queue = [node for node in inputs if node not in used]
    for node in queue:
        queue += [earlier for earlier in dict.fromkeys(inputs[node]) if earlier not in queue]
    return queue[::-1]


def _by_repeated_search(inputs):
    order, left = [], dict(inputs)
    while left:
        ready = [node for node in left if not any(earlier in left for earlier in left[node])]
        for node in ready:
            order.append(node)
            del left[node]
    return order


AFTER = "A node may be listed only when all its inputs are"
EVERY_NODE = "so nodes that it does not depend on are missing. Begin a walk at every node of the dict."

TOPOLOGICAL_ORDER = Exercise(
    name="topological_order",
    lesson="04_computation_graphs",
    section="The order matters",
    reference=topological_order,
    driver=_listed,
    measure=_facts,
    cases=_cases,
    mistakes=(
        Mistake(
            "results-first",
            lambda inputs: topological_order(inputs)[::-1],
            "The order is turned round: results stand before their inputs. That is the order of the way "
            "back; here the forward one is asked for.",
            kind="convention",
        ),
        Mistake(
            "listed-before-its-inputs",
            _walked(list_before=True, list_after=False),
            f"Each node is listed on the way to its inputs. {AFTER}: append it after the loop over them.",
        ),
        Mistake(
            "listed-before-and-after",
            _walked(list_before=True, list_after=True),
            "Each node is listed twice, before its inputs and after them. The append after the loop is the "
            "right one.",
        ),
        Mistake(
            "listed-at-every-visit",
            _listed_at_every_visit,
            "A node is listed each time someone asks for it. Append it inside the `if` that asks whether it "
            "is new.",
        ),
        Mistake(
            "walked-at-every-visit",
            _walked(list_before=False, list_after=True, once=False),
            "A node that is used several times is listed several times, and so is all it depends on. "
            "Remember which nodes are listed, and skip them.",
        ),
        Mistake(
            "listed-before-its-inputs-then-turned-round",
            lambda inputs: _walked(list_before=True, list_after=False)(inputs)[::-1],
            f"Each node is listed on the way to its inputs, and the list turned round at the end. {AFTER}: "
            "append it after the loop over them, and leave the list as it is.",
        ),
        Mistake(
            "listed-once-for-each-input",
            _listed_once_for_each_input,
            "Nodes are listed once for each of their inputs, and those without inputs never. Append a node "
            "once, after the loop over its inputs.",
        ),
        Mistake(
            "used-twice-counted-twice",
            _by_counting(len),
            "A node that needs another twice, as b·b does, is never listed: its inputs are counted twice and "
            "ticked off once. Count each of them once, `len(set(inputs[node]))`.",
        ),
        Mistake(
            "one-pass-only",
            _in_one_pass,
            "Nodes are missing whose inputs come later in the dict. Go through the dict again until all are "
            "listed.",
        ),
        Mistake(
            "one-level-only",
            _one_level_only,
            "The inputs of a node are listed before it, but not those of the inputs: each of them needs the "
            "same care. A function that calls itself gives it.",
        ),
        Mistake(
            "nothing-listed",
            lambda inputs: [],
            "The list is empty. Is the walk begun, `for node in inputs: visit(node)`?",
        ),
        Mistake(
            "order-of-the-dict",
            lambda inputs: list(inputs),
            f"This is the order in which the nodes stand in the dict. {AFTER}, wherever the dict has them.",
        ),
        Mistake(
            "order-of-the-dict-turned-round",
            lambda inputs: list(inputs)[::-1],
            f"This is the order of the dict, from its end. {AFTER}, wherever the dict has them.",
        ),
        Mistake(
            "alphabet",
            sorted,
            f"The nodes are sorted by name, and names say nothing about who needs whom. {AFTER}.",
        ),
        Mistake(
            "fewest-inputs-first",
            lambda inputs: sorted(inputs, key=lambda node: len(inputs[node])),
            f"The nodes are sorted by how many inputs they have. {AFTER}, however many they are.",
        ),
        Mistake(
            "level-by-level",
            _level_by_level,
            "The walk goes from the results down, level by level, and places a node where it is first met. "
            "A node with "
            f"a short and a long way to it then stands too late. {AFTER}.",
        ),
        Mistake(
            "from-the-last-node-only",
            _from(lambda inputs: list(inputs)[-1]),
            f"The walk begins at the last node of the dict alone, {EVERY_NODE}",
        ),
        Mistake(
            "from-the-first-node-only",
            _from(lambda inputs: next(iter(inputs))),
            f"The walk begins at the first node of the dict alone, {EVERY_NODE}",
        ),
        Mistake(
            "without-the-givens",
            lambda inputs: [node for node in topological_order(inputs) if inputs[node]],
            "The nodes without inputs are missing. They are given, not computed, and still belong in the "
            "list.",
        ),
        Mistake(
            "only-the-givens",
            lambda inputs: [node for node in inputs if not inputs[node]],
            "Only the nodes without inputs are listed. Go on: whenever all inputs of a node are listed, it "
            "may follow.",
        ),
    ),
    also_correct=(
        _by_repeated_search,
        _by_counting(lambda earlier: len(set(earlier))),
        lambda inputs: TopologicalSorter(inputs).static_order(),
    ),
    laws=(
        Law(
            "every node stands in the list exactly once",
            lambda args, facts: all(facts[f"times that {node} is listed"] == 1 for node in args[0]),
        ),
        Law(
            "all inputs of a node stand before it",
            lambda args, facts: all(
                facts[f"inputs of {node} that stand before it"] == len(set(args[0][node])) for node in args[0]
            ),
        ),
    ),
    hints=(
        "A node is ready when everything it is computed from stands in the list. Nodes without inputs are "
        "ready at once.",
        "Write an inner function `visit(node)`: if the node is not listed yet, visit its inputs first, then "
        "append it. Call it for every node of the dict.",
        "`def visit(node): if node not in order: for earlier in inputs[node]: visit(...)`, and after that "
        "loop `order.append(...)`",
    ),
)
