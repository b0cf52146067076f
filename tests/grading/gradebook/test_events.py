import multiprocessing
import subprocess
import sys

from dlteach.grading.events import log, read_events


def test_what_was_logged_is_read_in_order(tmp_path):
    path = tmp_path / "events.jsonl"
    log(path, "mark", learner="learner-1", points=2.5)
    log(path, "rebuild", durable=True, results=3)
    events, problem = read_events(path)
    assert [event["event"] for event in events] == ["mark", "rebuild"]
    assert events[0]["points"] == 2.5
    assert all(event["at"].endswith("+00:00") for event in events)
    assert problem == ""


def test_without_a_file_there_are_no_events(tmp_path):
    assert read_events(tmp_path / "events.jsonl") == ([], "")


def test_hostile_text_stays_on_its_line(tmp_path):
    path = tmp_path / "events.jsonl"
    text = "\x1b[31m\n\r\u2028\x00\ud800<script>" * 1000
    log(path, "mark", learner=text)
    log(path, "mark", learner="b")
    assert [event["learner"] for event in read_events(path)[0]] == [text, "b"]
    assert path.read_bytes().isascii()


def test_a_half_written_last_line_is_skipped_and_said_and_the_next_is_whole(tmp_path):
    path = tmp_path / "events.jsonl"
    log(path, "mark", learner="a")
    whole = path.read_bytes()
    for length in range(1, len(whole)):
        path.write_bytes(whole + whole[:length])
        events, problem = read_events(path)
        if length < len(whole) - 1:  # without its end of line only, an event is whole
            assert len(events) == 1
            assert "line 2 is half-written" in problem
        log(path, "mark", learner="b")
        assert read_events(path)[0][-1]["learner"] == "b"


def test_lines_that_are_no_events_are_skipped(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'[1]\n{"a": 1}\n' + b"[" * 100_000 + b"\n\xff\n")
    log(path, "mark")
    events, problem = read_events(path)
    assert len(events) == 1
    assert "line 1, 2, 3, 4 is" in problem


def _write_many(path, name):
    for number in range(200):
        log(path, name, number=number, padding="x" * 5000)


def test_lines_of_several_processes_never_mingle(tmp_path):
    path = tmp_path / "events.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(path, f"w{k}")) for k in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    events, problem = read_events(path)
    assert problem == ""
    for k in range(4):
        assert [e["number"] for e in events if e["event"] == f"w{k}"] == list(range(200))


def test_a_full_disk_is_an_error_and_what_was_logged_before_stays(tmp_path):
    path = tmp_path / "events.jsonl"
    code = f"""
import resource
from dlteach.grading.events import log
log({str(path)!r}, "mark", learner="a")
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    log({str(path)!r}, "mark", learner="b" * 1000)
except OSError as error:
    print("refused", error.errno)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("refused")
    assert path.stat().st_size == 100
    log(path, "mark", learner="c")
    events, problem = read_events(path)
    assert [event["learner"] for event in events] == ["a", "c"]
    assert "line 2 is half-written" in problem
