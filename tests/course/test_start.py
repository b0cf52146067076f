"""start.py: one command from a fresh checkout, safe to run again whatever happened before."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "start.py"
OLD_PYTHON = Path.home() / ".pyenv/versions/3.8.18/bin/python"


@pytest.fixture
def start():
    spec = importlib.util.spec_from_file_location("start", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Machine:
    """Stands in for the programs that start.py runs, and records them."""

    def __init__(self, start, root):
        self.start, self.root, self.commands = start, root, []
        self.pip = (False, "")
        self.python = (False, start.THIS + "\n")

    def run(self, command, show=()):
        words = [str(part) for part in command]
        if "venv" in words:
            self.commands.append(["venv", *words[3:-1]])
            program = self.start.Environment(self.root).program("python")
            program.parent.mkdir(parents=True)
            program.touch()
        elif "pip" in words:
            self.commands.append(words[words.index("install") :])
            if isinstance(self.pip, BaseException):
                raise self.pip
            return self.pip
        else:
            return self.python
        return False, ""

    def hand_over(self, command, folder=None):
        self.commands.append([Path(command[0]).stem, *command[1:]])
        return 0

    def main(self, *words):
        """Run start.py with these words; return its exit code and the commands that it ran."""
        self.commands = []
        return self.start.main(list(words), self.root), self.commands


@pytest.fixture
def machine(start, tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    machine = Machine(start, tmp_path)
    monkeypatch.setattr(start, "run", machine.run)
    monkeypatch.setattr(start, "hand_over", machine.hand_over)
    return machine


def installs(commands):
    return [words[-1] for words in commands if words[0] == "install"]


def test_a_fresh_checkout_gets_an_environment_and_opens_the_course(machine, capsys):
    code, commands = machine.main()
    assert code == 0
    assert commands == [["venv", "--clear"], ["install", "-e", str(machine.root)], ["dlteach", "learn"]]
    assert len(capsys.readouterr().out.splitlines()) == 2, "one line a step"


def test_the_second_time_nothing_is_installed_or_said(machine, capsys):
    machine.main()
    capsys.readouterr()
    assert machine.main() == (0, [["dlteach", "learn"]])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "extras", "runs"),
    [
        (["status", "--json"], "", ["dlteach", "status", "--json"]),
        (["build", "01"], "[author]", ["dlteach", "build", "01"]),
        (["audit"], "[author,test]", ["dlteach", "audit"]),
        (["test", "-k", "x"], "[author,test]", ["python", "-m", "pytest", "-k", "x"]),
    ],
)
def test_a_command_gets_the_extras_that_it_needs(machine, words, extras, runs):
    _, commands = machine.main(*words)
    assert installs(commands) == [f"{machine.root}{extras}"]
    assert commands[-1] == runs


def test_extras_stay(machine):
    machine.main("build")
    assert installs(machine.main("learn")[1]) == []
    assert installs(machine.main("test")[1]) == [f"{machine.root}[author,test]"]
    assert installs(machine.main("build")[1]) == []


def test_a_changed_pyproject_is_installed_into_the_same_environment(machine):
    machine.main()
    (machine.root / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    _, commands = machine.main()
    assert commands[0] == ["install", "-e", str(machine.root)]


def test_constraints_are_used_when_there_are_some(machine):
    machine.main()
    constraints = machine.root / "constraints.txt"
    constraints.write_text("numpy==2.0\n")
    _, commands = machine.main()
    assert commands[0] == ["install", "-c", str(constraints), "-e", str(machine.root)]
    assert installs(machine.main()[1]) == []


@pytest.mark.parametrize("stamp", ["", "[]", "{}", '{"inputs": 1}'])
def test_a_damaged_stamp_means_install_again(machine, stamp):
    machine.main()
    machine.start.Environment(machine.root).stamp.write_text(stamp)
    assert installs(machine.main()[1]) == [str(machine.root)]


def test_an_interrupted_installation_is_repaired(machine, capsys):
    machine.pip = KeyboardInterrupt()
    code, _ = machine.main()
    assert code == 130
    assert "run this again" in capsys.readouterr().out
    machine.pip = (False, "")
    assert installs(machine.main()[1]) == [str(machine.root)]


def test_an_interrupted_update_is_repaired(machine):
    machine.main()
    machine.pip = KeyboardInterrupt()
    machine.main("test")
    machine.pip = (False, "")
    assert installs(machine.main("learn")[1]) == [str(machine.root)], "what was half replaced was trusted"


@pytest.mark.parametrize("answer", [(True, "No module named pip"), (False, "3.1\n")])
def test_an_environment_without_pip_or_of_another_python_is_made_anew(machine, monkeypatch, answer):
    python = machine.start.Environment(machine.root).program("python")
    python.parent.mkdir(parents=True)
    python.touch()
    machine.python = answer
    monkeypatch.setattr(Path, "mkdir", lambda *args, **options: None)
    assert machine.main()[1][0] == ["venv", "--clear"]


def test_an_environment_whose_python_is_gone_is_made_anew(machine, monkeypatch):
    machine.main()
    machine.start.Environment(machine.root).program("python").unlink()
    monkeypatch.setattr(Path, "mkdir", lambda *args, **options: None)
    assert machine.main()[1][0] == ["venv", "--clear"]


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_names_the_debian_package(machine, monkeypatch, capsys, missing):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else name)
    assert machine.main() == (1, [])
    assert f"sudo apt install python{machine.start.THIS}-venv" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("... [Errno -3] Temporary failure in name resolution ...", "check the network"),
        ("getaddrinfo failed", "check the network"),
        ("first\nERROR: No space left on device", "ERROR: No space left on device"),
    ],
)
def test_a_failed_installation_says_why_and_is_tried_again(machine, capsys, output, says):
    machine.pip = (True, output)
    code, commands = machine.main()
    assert code == 1
    assert commands[-1][0] == "install", "it went on after the failure"
    assert says in capsys.readouterr().out
    assert installs(machine.main()[1]) == [str(machine.root)]


def test_programs_on_windows(start, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "WINDOWS", True)
    assert start.Environment(tmp_path).program("dlteach") == tmp_path / ".venv" / "Scripts" / "dlteach.exe"


def test_run_returns_failure_and_output(start):
    program = "import sys; print('a'); print('b', file=sys.stderr); sys.exit(3)"
    failed, output = start.run([sys.executable, "-u", "-c", program], show=("a",))
    assert failed
    assert sorted(output.split()) == ["a", "b"]


def test_hand_over_passes_on_the_exit_code_and_waits_through_ctrl_c(start, monkeypatch):
    assert start.hand_over([sys.executable, "-c", "raise SystemExit(7)"]) == 7

    class Interrupted:
        def __init__(self, command, cwd):
            self.outcomes = [KeyboardInterrupt(), 5]

        def wait(self):
            outcome = self.outcomes.pop(0)
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    assert start.hand_over(["dlteach"]) == 5


def test_an_old_python_is_told_so(machine, monkeypatch, capsys):
    monkeypatch.setattr(machine.start, "NEEDED", (99, 0))
    assert machine.main() == (1, [])
    assert f"needs Python 99.0 or newer; {sys.executable} is Python" in capsys.readouterr().out


def test_the_file_can_be_read_by_python_3_6_and_needs_only_the_standard_library():
    tree = ast.parse(PATH.read_text(encoding="utf-8"), feature_version=(3, 6))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
    }
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.skipif(not OLD_PYTHON.exists(), reason="no Python 3.8 here")
def test_a_real_old_python_prints_the_message(tmp_path):
    done = subprocess.run(
        [OLD_PYTHON, PATH], capture_output=True, text=True, cwd=tmp_path, env={"PATH": os.defpath}
    )
    assert done.returncode == 1
    assert "dlteach needs Python 3.10 or newer" in done.stdout
    assert not done.stderr
