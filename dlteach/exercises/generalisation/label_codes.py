"""Exercise: the names of classes as numbers."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.exercises.unread import in_own_words_only


def label_encode(labels):
    """Codes and classes, these in sorted order."""
    from dlteach.data import label_encode

    return label_encode(labels)


def _codes_and_classes(answer, labels):
    value = answer(np.array(labels))
    if value is None:
        return None
    if not isinstance(value, (tuple, list)) or len(value) != 2 or np.ndim(value[0]) == 0:
        raise TypeError("two arrays are asked for, `return codes, classes`")
    codes, classes = value
    if isinstance(codes, dict) or isinstance(classes, dict):
        raise TypeError(
            "a dict comes back: the classes are asked for as an array, in the order of their codes"
        )
    if np.asarray(codes).dtype.kind not in "biuf":
        raise TypeError("the codes are no numbers: are the two exchanged? `return codes, classes`")
    if isinstance(classes, (set, frozenset)):
        raise TypeError("the classes are a set, which has no order: sort them, np.unique(labels)")
    if np.ndim(classes) == 0:
        raise TypeError(
            "the second value is no array: the classes are asked for, in the order of their codes"
        )
    return {"codes": np.asarray(codes), "classes": [str(name) for name in classes]}


@in_own_words_only
def _measure(args, seen):
    return {"codes": seen["codes"], "classes": ", ".join(seen["classes"])}


def _cases(rng):
    yield Case((["sunny", "rainy", "sunny"],), "two words")
    yield Case((["b", "c", "a", "c", "c"],))
    yield Case((["dog", "ant", "cow", "bee", "dog", "cow", "ant"],), "words of equal length")
    yield Case((["tree", "fig", "oak", "fig", "lime", "fig"],), "words of unequal length")
    yield Case((["oak", "oak", "oak"],), "one class only")
    yield Case((["elm"],), "one label")
    yield Case((["a", "b", "c", "d"],), "words in order already")
    yield Case((["d", "c", "b", "a"],), "words in reverse order")
    yield Case(([30, 10, 30, 20, 10],), "numbers as labels")
    yield Case(([9, 100, 9, 20, -5],), "numbers of unequal length")
    words = ["red", "blue", "green", "grey", "pink"]
    yield Case(([words[k] for k in rng.integers(5, size=11)],))


def _numbered(order):
    """An answer that numbers the classes in the order that `order(labels)` lists them."""

    def answer(labels):
        classes = order(labels.tolist())
        return np.array([classes.index(label) for label in labels.tolist()]), classes

    return answer


def _first_seen(labels):
    return list(dict.fromkeys(labels))


def _recoded(change):
    """The right classes with codes that `change(labels, classes, codes)` gives."""

    def answer(labels):
        codes, classes = label_encode(labels)
        return change(labels, classes, codes), classes

    return answer


def _by_frequency(labels):
    return sorted(set(labels), key=lambda label: (-labels.count(label), str(label)))


def _by_loop(labels):
    numbers = {}
    for name in sorted(set(labels.tolist())):
        numbers[name] = len(numbers)
    return [numbers[name] for name in labels.tolist()], list(numbers)


def _by_comparison(labels):
    classes = np.unique(labels)
    codes = np.zeros(len(labels), dtype=int)
    for number, name in enumerate(classes):
        codes[labels == name] = number
    return codes, classes


LABEL_ENCODE = Exercise(
    name="label_encode",
    lesson=LESSON,
    section="Words become numbers",
    reference=label_encode,
    driver=_codes_and_classes,
    cases=_cases,
    measure=_measure,
    laws=(
        Law(
            "the classes come in sorted order, each once (a Python `set` has no order of its own)",
            lambda args, value: value["classes"] == ", ".join(str(c) for c in sorted(set(args[0]))),
        ),
        Law(
            "there is one code for each label",
            lambda args, value: len(value["codes"]) == len(args[0]),
        ),
        Law(
            "equal labels have equal codes, and different labels different ones",
            lambda args, value: len(set(zip(args[0], value["codes"].tolist()))) == len(set(args[0])),
        ),
    ),
    mistakes=(
        Mistake(
            "in-order-of-appearance",
            _numbered(_first_seen),
            "The classes are numbered in the order in which they first appear. Then the codes depend on the "
            "order of the rows: sort the classes, as scikit-learn and `np.unique` do.",
            kind="convention",
        ),
        Mistake(
            "last-seen-first",
            _numbered(lambda labels: _first_seen(labels)[::-1]),
            "The classes are numbered from the last that appears to the first. Sort them.",
        ),
        Mistake(
            "backwards",
            _numbered(lambda labels: sorted(set(labels), reverse=True)),
            "The classes are sorted from the last to the first. Code 0 belongs to the smallest.",
        ),
        Mistake(
            "by-frequency",
            _numbered(_by_frequency),
            "The classes are numbered by how often they occur, the most frequent first. Sort them by name.",
        ),
        Mistake(
            "by-rarity",
            _numbered(lambda labels: _by_frequency(labels)[::-1]),
            "The classes are numbered by how often they occur, the rarest first. Sort them by name.",
        ),
        Mistake(
            "by-length",
            _numbered(lambda labels: sorted(_first_seen(labels), key=lambda label: len(str(label)))),
            "The classes are sorted by length. `sorted` without a key sorts words by the alphabet.",
        ),
        Mistake(
            "numbers-sorted-as-words",
            _numbered(lambda labels: sorted(set(labels), key=str)),
            "Numbers are sorted as words here, so 100 comes before 20. Sort them as they are, without `str`.",
        ),
        Mistake(
            "counted-from-one",
            _recoded(lambda labels, classes, codes: codes + 1),
            "The codes begin at 1. They begin at 0, so that `classes[codes]` gives the labels back.",
        ),
        Mistake(
            "counted-down",
            _recoded(lambda labels, classes, codes: len(classes) - 1 - codes),
            "The codes count from the end of the classes. Code 0 is the first class.",
        ),
        Mistake(
            "classes-repeated",
            _numbered(sorted),
            "The classes are the sorted labels with their repetitions, so codes jump. Each class comes once: "
            "`np.unique(labels)`.",
        ),
        Mistake(
            "labels-as-classes",
            _numbered(list),
            "The list of labels itself is numbered, so a code is the place where the label first appears. "
            "Make a sorted list of the classes, each once, and number that.",
        ),
        Mistake(
            "place-in-the-data",
            _recoded(lambda labels, classes, codes: [labels.tolist().index(label) for label in labels]),
            "The code is the row in which a label first appears. It should be the place of the label among "
            "the classes.",
        ),
        Mistake(
            "row-numbers",
            _recoded(lambda labels, classes, codes: np.arange(len(labels))),
            "The codes are the row numbers, so equal labels have different codes. The code is the place of "
            "the label among the classes.",
        ),
        Mistake(
            "first-places",
            lambda labels: np.unique(labels, return_index=True)[::-1],
            "`return_index` says where each class first occurs, one number a class. The code of each label "
            "comes from `return_inverse=True`.",
        ),
        Mistake(
            "counts",
            lambda labels: np.unique(labels, return_counts=True)[::-1],
            "`return_counts` says how often each class occurs. The code of each label comes from "
            "`return_inverse=True`.",
        ),
        Mistake(
            "frequency-as-code",
            _recoded(lambda labels, classes, codes: [labels.tolist().count(label) for label in labels]),
            "The code is how often the label occurs, so two classes may share one. It should be the place of "
            "the label among the classes.",
        ),
        Mistake(
            "argsort",
            _recoded(lambda labels, classes, codes: np.argsort(labels, kind="stable")),
            "`np.argsort` gives the order in which rows would be sorted, another thing. Find the place of "
            "each label among the classes.",
        ),
        Mistake(
            "ranks",
            _recoded(lambda labels, classes, codes: np.argsort(np.argsort(labels, kind="stable"))),
            "Those are ranks, in which equal labels differ. Equal labels have one code: their place among "
            "the classes.",
        ),
        Mistake(
            "labels-sorted",
            _recoded(lambda labels, classes, codes: np.sort(codes)),
            "The codes come in sorted order, so they no longer belong to their rows. Sort the classes, not "
            "the labels.",
        ),
        Mistake(
            "codes-of-the-classes",
            _recoded(lambda labels, classes, codes: np.arange(len(classes))),
            "There is one code for each class. Each label needs its own, n in all.",
        ),
        Mistake(
            "only-one-label-coded",
            _recoded(lambda labels, classes, codes: codes[:1]),
            "Only the first label is coded: the `return` stands inside the loop. Move it below, to the left.",
        ),
        Mistake(
            "one-hot-rows",
            _recoded(lambda labels, classes, codes: np.eye(len(classes))[codes]),
            "Those are one-hot rows already. Here each label becomes one whole number.",
        ),
        Mistake(
            "everything-zero",
            _recoded(lambda labels, classes, codes: 0 * codes),
            "Every code is 0. Look where the code is written: does the comparison ever find its class?",
        ),
        Mistake(
            "first-class-or-not",
            _recoded(lambda labels, classes, codes: (codes != 0).astype(int)),
            "There are codes 0 and 1 only, right for two classes. Count on: every class has its number.",
        ),
        Mistake(
            "exchanged",
            lambda labels: label_encode(labels)[::-1],
            "Codes and classes have changed places: `return codes, classes`. (`np.unique` gives the classes "
            "first.)",
        ),
        Mistake(
            "numbers-kept",
            lambda labels: (labels, np.unique(labels)) if labels.dtype.kind == "i" else label_encode(labels),
            "Labels that are numbers are kept as they are. 30, 10, 20 need codes 2, 0, 1, as words do: a "
            "column for each number up to 30 would be a waste.",
        ),
        Mistake(
            "only-codes",
            lambda labels: label_encode(labels)[0],
            "Only the codes come back. Without the classes nobody knows what code 1 means: `return codes, "
            "classes`.",
        ),
        Mistake(
            "number-of-classes",
            lambda labels: (label_encode(labels)[0], len(np.unique(labels))),
            "The second value is how many classes there are. Return the classes themselves, in the order of "
            "their codes.",
        ),
        Mistake(
            "labels-back",
            lambda labels: (label_encode(labels)[0], labels),
            "The second value is the labels, with their repetitions. Return the classes, each once and "
            "sorted.",
        ),
        Mistake(
            "a-dict-of-codes",
            lambda labels: (
                label_encode(labels)[0],
                {name: code for code, name in enumerate(np.unique(labels).tolist())},
            ),
            "The second value is a dict. Return the classes as an array or a list, in the order of their "
            "codes, so that `classes[codes]` works.",
            kind="convention",
        ),
    ),
    also_correct=(
        _by_loop,
        _by_comparison,
        lambda labels: tuple(np.unique(labels, return_inverse=True)[::-1]),
        lambda labels: (np.searchsorted(np.unique(labels), labels), np.unique(labels)),
        lambda labels: [
            [sorted(set(labels.tolist())).index(name) for name in labels.tolist()],
            sorted(set(labels.tolist())),
        ],
    ),
    hints=(
        "Two steps: which classes are there, each once and sorted? And where in that list does each label "
        "stand?",
        "`np.unique` gives the sorted classes, and with `return_inverse=True` the places of the labels too. "
        "With a loop: a dict from class to number.",
        "`classes, codes = np.unique(labels, return_inverse=...)`; mind the order in which you return them.",
    ),
)
