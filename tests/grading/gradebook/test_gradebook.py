"""The gradebook in a database: every test runs with SQLite and with a real PostgreSQL."""

import multiprocessing
from dataclasses import replace

import pytest
import sqlalchemy as sa

from dlteach.grading.gradebook import Gradebook, GradebookError, UnknownName
from dlteach.grading.gradebook.hand import new_mark

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\x1b[2J\x1b]0;title\x07",
    "a\x00b",
    "\ud800 half a pair \udc80",
    "back\\slash \\x00 \\ud800 \\\\",
    "'; DROP TABLE results; --",
    "line\nline\r\u2028",
    "é, 学生, 🎓",
    "x" * 100_000,
    "",
]


@pytest.fixture
def book(url):
    return Gradebook(url)


def count(book, table):
    with book._engine.connect() as connection:
        return connection.scalar(sa.text(f"SELECT count(*) FROM {table}"))


def test_what_is_added_is_there_for_whoever_opens_the_gradebook_next(book, url, result):
    assert book.add([result("a", points=(1, 0.5)), result("b", points=(0, 1))]) == 2
    assert [(m.learner, m.points, m.max_points) for m in Gradebook(url).marks()] == [
        ("a", 1.5, 2),
        ("b", 1, 2),
    ]


def test_the_same_grading_is_never_there_twice(book, result):
    one, other = result("a", points=(1, 1)), result("b", points=(1, 1))
    assert book.add([one, one]) == 1
    assert book.add([other, replace(one, graded_at="2027-01-01T00:00:00+00:00")]) == 1
    assert book.add([one, other]) == 0
    assert (count(book, "results"), count(book, "exercises")) == (2, 4)


def test_no_results_are_no_trouble(book, result):
    assert book.add([]) == 0
    assert book.marks() == []
    assert book.add([result(gradable=False, points=())]) == 1


def test_the_exercises_of_a_result_are_stored(book, result):
    book.add([result(points=(1, 0))])
    query = "SELECT exercise, passed, points, max_points, mistakes FROM exercises ORDER BY position"
    with book._engine.connect() as connection:
        rows = connection.execute(sa.text(query)).all()
    assert [tuple(row)[:4] for row in rows] == [("a", True, 1, 1), ("b", False, 0, 1)]
    assert "factor" in str(rows[1].mistakes)


def test_hostile_names_come_back_as_they_were_and_none_is_taken_for_another(book, result):
    names = [*HOSTILE, "\\ud800 half a pair \\udc80", "a\\x00b"]
    book.add([result(name, assignment=name) for name in names])
    for name in names:
        book.mark(new_mark(name, name, "a", points=0.25, comment=name, by=name))
    marks = book.marks()
    assert {(m.learner, m.assignment) for m in marks} == {(name, name) for name in names}
    assert all(m.points == 0.25 and m.by_hand[0].comment == (m.learner or None) for m in marks)
    assert {m.by for m in book.by_hand()} == set(names)
    assert book.known().learners == set(names)


def test_a_seed_of_256_bits_is_stored(book, result):
    assert book.add([replace(result(), seed=2**256 - 1)]) == 1


def test_one_result_that_cannot_be_stored_leaves_none_of_its_batch(book, result):
    for broken in (
        replace(result("b"), submitted_at="yesterday"),
        replace(result("b"), gradable=None),
        replace(result("b"), learner=None),
    ):
        with pytest.raises(GradebookError):
            book.add([result("a"), broken, result("c")])
    assert (count(book, "results"), count(book, "exercises")) == (0, 0)


def test_marks_by_hand_are_only_ever_added_and_survive_a_rebuild(book, result):
    first, second = (new_mark("a", "02_gradient_descent", points=p, by="teacher") for p in (3, 4))
    book.mark(first)
    book.mark(second)
    book.add([result("a"), result("b")])
    assert book.rebuild([result("a", suite="6" * 64)]) == 1
    assert book.by_hand() == [first, second]
    assert [(m.learner, m.points) for m in book.marks()] == [("a", 4)]


def test_a_rebuild_puts_back_marks_from_the_log_once(book, result):
    kept, lost = (new_mark("a", "02_gradient_descent", e, points=0, by="teacher") for e in "ab")
    book.mark(kept)
    for _ in range(2):
        book.rebuild([result("a", points=(1, 1, 1))], [kept, lost])
    assert book.by_hand() == [kept, lost]
    assert book.marks()[0].points == 1


def test_a_rebuild_that_breaks_off_changes_nothing(book, result):
    book.add([result("a"), result("b")])

    def results():
        yield result("c")
        raise RuntimeError("the folder of results is gone")

    with pytest.raises(RuntimeError):
        book.rebuild(results())
    assert [m.learner for m in book.marks()] == ["a", "b"]


def test_a_mark_on_an_exercise_meets_the_points_of_that_exercise(book, result):
    book.add([result("a", points=(1, 0, 1)), result("b", points=(1, 0, 1))])
    book.mark(new_mark("a", "02_gradient_descent", "b", points=0.5, by="teacher"))
    assert [m.points for m in book.marks()] == [2.5, 2]


def test_what_is_known_and_the_nearest_to_what_is_not(book, result):
    book.add([result("learner-1", points=(1, 1)), result("learner-2", assignment="03_cross_entropy")])
    known = book.known()
    assert known.most("learner-2", "02_gradient_descent", "b") == 1
    assert known.most("learner-2", "02_gradient_descent") == 2
    for names, says in [
        (("learner1", "02_gradient_descent"), "no learner is called 'learner1'; did you mean learner-"),
        (("learner-1", "02_gradient_decent"), "did you mean 02_gradient_descent?"),
        (("learner-1", "x"), "known are 02_gradient_descent, 03_cross_entropy"),
        (("learner-1", "03_cross_entropy", "b"), "no exercise is called 'b'; known are a"),
        (("\x1b[2J" * 100_000, "x"), "known are learner-1, learner-2"),
    ]:
        with pytest.raises(UnknownName) as error:
            known.most(*names)
        assert says in str(error.value)
        assert "\x1b" not in str(error.value)


def test_a_newer_schema_is_refused_with_what_to_do(book, url):
    with book._engine.begin() as connection:
        connection.execute(sa.text("UPDATE about SET schema_version = 99"))
    with pytest.raises(
        GradebookError, match=r"has schema 99; this version of dlteach reads 1\. Update dlteach"
    ):
        Gradebook(url)


def test_a_database_of_something_else_is_refused_and_left_alone(url):
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE results (name TEXT)"))
    with pytest.raises(GradebookError, match=r"is no gradebook, but has tables called results"):
        Gradebook(url)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["results"]
    engine.dispose()


def _write(url, batches, gate):
    gate.wait()
    for batch in batches:
        Gradebook(url).add(batch)


def test_graders_that_open_and_write_at_the_same_moment_lose_and_double_nothing(url, result):
    """Four of them, each with some of its own and some that all have, in an order of its own."""
    shared = [result(f"shared-{k}", points=(1, 0)) for k in range(40)]
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(4)
    graders = []
    for number in range(4):
        own = [result(f"own-{number}-{k}", points=(1, 0)) for k in range(40)]
        mixed = own + (shared if number % 2 else shared[::-1])
        batches = [mixed[k : k + 10] for k in range(0, 80, 10)]
        graders.append(context.Process(target=_write, args=(url, batches[number:] + batches[:number], gate)))
    for grader in graders:
        grader.start()
    for grader in graders:
        grader.join()
    assert [grader.exitcode for grader in graders] == [0] * 4
    book = Gradebook(url)
    assert (count(book, "results"), count(book, "exercises")) == (200, 400)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("grades.sqlite", "this is no address of a database"),
        ("mysql://host/class", "expected a database of sqlite or postgresql, got mysql"),
        ("sqlite://", "keeps nothing; name a file"),
        ("sqlite:////nowhere/at/all/gradebook.sqlite", "is the folder there"),
        ("postgresql://me:secret@/class?host=/nowhere", "postgresql+psycopg://me:***@/class"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(address, says):
    with pytest.raises(GradebookError) as error:
        Gradebook(address)
    assert says in str(error.value)
    assert "secret" not in str(error.value)
