#!/usr/bin/env python3
"""From a fresh checkout to an open notebook. Safe to run again; standard library only.

python3 start.py                make the environment, then open the course
python3 start.py test [ARGS]    run the tests; ARGS go to pytest
python3 start.py WORD [ARGS]    any other command of dlteach, such as status, build or audit
"""

# An old Python must be able to read this file in order to say that it is old: no syntax newer than 3.6.

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NEEDED = (3, 10)
WINDOWS = os.name == "nt"
THIS = "{}.{}".format(*sys.version_info)
# Each list holds the shorter ones, so that an installation for one command never takes from another.
EXTRAS = {"test": ["author", "test"], "audit": ["author", "test"], "build": ["author"]}
NO_NETWORK = (
    "name resolution",
    "NewConnectionError",
    "getaddrinfo failed",
    "unreachable",
    "ConnectTimeout",
    "ProxyError",
)
CHECK = "import pip, sys; print('{}.{}'.format(*sys.version_info))"


class StartError(Exception):
    """The environment cannot be made; the message says why and what to do."""


class Environment:
    """The virtual environment of a checkout, and the stamp that records what was installed into it."""

    def __init__(self, root):
        self.root = Path(root)
        self.folder = self.root / ".venv"
        self.scripts = self.folder / ("Scripts" if WINDOWS else "bin")
        self.suffix = ".exe" if WINDOWS else ""
        self.stamp = self.folder / "dlteach-installed.json"

    def program(self, name):
        return self.scripts / (name + self.suffix)

    def inputs(self):
        """A hash of all that decides what is installed; the path is in it because scripts hold that path."""
        digest = hashlib.sha256(f"{THIS} {self.root}".encode())
        for name in ("pyproject.toml", "constraints.txt"):
            path = self.root / name
            digest.update(path.read_bytes() if path.exists() else b"absent")
        return digest.hexdigest()

    def installed(self):
        """The extras that are installed, or None if the environment has to be made or brought up to date."""
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
            current = stamp["inputs"] == self.inputs() and self.program("python").exists()
            return set(stamp["extras"]) if current else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def provide(self, extras):
        """Make sure that the environment holds dlteach with at least these extras."""
        present = self.installed()
        if present is not None and present.issuperset(extras):
            return
        if self.stamp.exists():
            self.stamp.unlink()  # if what follows is interrupted, the next run repairs it
        if not self.works():
            self.make()
        self.install(extras)
        self.stamp.write_text(json.dumps({"inputs": self.inputs(), "extras": extras}), encoding="utf-8")

    def works(self):
        """Whether its Python starts, has pip, and is of the version that runs this file."""
        if not self.program("python").exists():
            return False
        failed, output = run([self.program("python"), "-c", CHECK])
        return not failed and output.strip() == THIS

    def make(self):
        say(f"Making an environment for Python {THIS} in {self.folder}")
        if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
            raise StartError(
                "this Python cannot make environments: its venv or ensurepip module is missing.\n"
                f"On Debian and Ubuntu: sudo apt install python{THIS}-venv (or python3-venv); run this again."
            )
        failed, output = run([sys.executable, "-m", "venv", "--clear", self.folder])
        if failed:
            raise StartError(
                "the environment could not be made; mend this, then run it again:\n" + tail(output)
            )

    def install(self, extras):
        say("Installing dlteach and what it needs: about 430 MB, a minute or two the first time")
        pip = [self.program("python"), "-m", "pip", "--disable-pip-version-check", "--retries=2", "install"]
        constraints = self.root / "constraints.txt"
        chosen = ["-c", constraints] if constraints.exists() else []
        package = f"{self.root}[{','.join(extras)}]" if extras else self.root
        failed, output = run([*pip, *chosen, "-e", package], show=("Collecting", "Installing", "Building"))
        if failed and any(sign in output for sign in NO_NETWORK):
            raise StartError("pip cannot reach the package index: check the network, then run this again.")
        if failed:
            raise StartError("pip could not install dlteach; mend this, then run it again:\n" + tail(output))


def run(command, show=()):
    """Run a command to its end; return whether it failed, and its output and errors together.

    On a terminal its lines that begin with one of `show` appear, each over the one before.
    """
    show = show if sys.stdout.isatty() else ()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines = []
    with process:
        for line in process.stdout:
            lines.append(line)
            if line.startswith(tuple(show)):
                print(f"\r  {line.strip():<70.70}", end="", flush=True)
    if show:
        print("\r" + " " * 72, end="\r", flush=True)
    return process.returncode != 0, "".join(lines)


def hand_over(command, folder=None):
    """Run the command that was asked for; Ctrl-C is its business, so we wait until it has dealt with that."""
    process = subprocess.Popen([str(part) for part in command], cwd=folder and str(folder))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def tail(output):
    return "\n".join(output.strip().splitlines()[-12:])


def say(message):
    print("start: " + message, flush=True)


def main(words, root=ROOT):
    if sys.version_info < NEEDED:
        say(
            "dlteach needs Python {}.{} or newer; ".format(*NEEDED) + f"{sys.executable} is Python {THIS}.\n"
            "Install a newer one from python.org or with your system's packages, then: python3.12 start.py"
        )
        return 1
    words = words or ["learn"]
    environment = Environment(root)
    try:
        environment.provide(EXTRAS.get(words[0], []))
    except StartError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; run this again to go on.")
        return 130
    if words[0] == "test":
        return hand_over([environment.program("python"), "-m", "pytest", *words[1:]], root)
    return hand_over([environment.program("dlteach"), *words])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
