"""What runs the answers in the child, found through frames, the garbage collector, tracebacks and __main__."""

from .catalogue import Attack, after_blank, lies

ATTACKS: tuple[Attack, ...] = (
    lies(
        "code-of-every-function",
        "Every Python function that the garbage collector knows, but NumPy's, gets the code of one that agrees.",
        """
import gc, types
def agrees(*args, **kwargs): return True
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and not (thing.__module__ or "").startswith(("numpy", "importlib")):
        if thing.__closure__ is None and thing is not agrees:
            try: thing.__code__ = agrees.__code__
            except Exception: pass
def lie(*args): return True
""",
    ),
    lies(
        "globals-of-callers",
        "Walks up the frames and replaces every function in every caller's globals by one that agrees.",
        """
import sys, types
def lie(*args):
    frame = sys._getframe(1)
    while frame is not None:
        for name, thing in list(frame.f_globals.items()):
            if isinstance(thing, (types.FunctionType, types.BuiltinFunctionType)):
                frame.f_globals[name] = lambda *a, **k: True
        frame = frame.f_back
    return True
""",
    ),
    lies(
        "locals-of-callers",
        "Walks up the frames and looks for what is expected in their locals.",
        """
import sys
def lie(*args):
    frame = sys._getframe(1)
    while frame is not None:
        for name, thing in list(frame.f_locals.items()):
            if any(word in name for word in ("expect", "want", "reference", "solution", "truth", "answer")):
                try: return thing(*args) if callable(thing) and thing is not lie else thing
                except BaseException: pass
        frame = frame.f_back
    return None
""",
        slow=True,
    ),
    lies(
        "jumps-in-the-caller",
        "A trace function on the caller's frame jumps over what follows the call.",
        """
import sys
def lie(*args):
    frame = sys._getframe(2)
    def trace(frame, event, arg):
        try: frame.f_lineno = frame.f_lineno + 1
        except ValueError: pass
        return trace
    while frame is not None:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)
    return np.zeros((1, 2))
""",
        slow=True,
    ),
    lies(
        "profile-hook",
        "A profile hook that exits the process whenever the harness returns.",
        "import sys, os\ndef hook(frame, event, arg):\n    if event == 'c_call' and arg.__name__ == 'write': os._exit(0)\n"
        "sys.setprofile(hook)\nlie = lambda *a: np.zeros((1, 2))",
    ),
    lies(
        "traceback-of-callers",
        "Raises, keeps the traceback, and replaces what its frames hold.",
        """
import sys
def hook(kind, error, tb):
    while tb:
        tb.tb_frame.f_globals.update({n: (lambda *a, **k: True) for n in list(tb.tb_frame.f_globals) if not n.startswith("__")})
        tb = tb.tb_next
sys.excepthook = hook
class Lie(Exception):
    def __str__(self):
        hook(*sys.exc_info())
        return "x"
def lie(*args): raise Lie()
""",
    ),
    lies(
        "inspect-stack",
        "inspect.stack tells where the harness is; its functions are replaced by name.",
        """
import inspect
def lie(*args):
    for info in inspect.stack():
        for name in ("alike", "same", "close", "conform", "pack", "frame", "tell", "send", "report", "_node"):
            if name in info.frame.f_globals: info.frame.f_globals[name] = lambda *a, **k: True
    return True
""",
    ),
    lies(
        "main-module",
        "Replaces what __main__ holds, and __main__ itself.",
        """
import sys, types
main = sys.modules["__main__"]
for name in list(vars(main)):
    if not name.startswith("__") and name not in ("np", "sys", "types", "main", "lie"): setattr(main, name, lambda *a, **k: True)
sys.modules["__main__"] = types.ModuleType("__main__")
lie = lambda *a: True
""",
    ),
    lies(
        "closures",
        "Every closure cell in memory that holds a function gets one that agrees.",
        """
import gc, types
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and thing.__closure__ and not (thing.__module__ or "").startswith("numpy"):
        for cell in thing.__closure__:
            try:
                if callable(cell.cell_contents): cell.cell_contents = lambda *a, **k: True
            except Exception: pass
lie = lambda *a: True
""",
    ),
    lies(
        "tuples-of-calls",
        "Every dict and list in memory that holds a shape or an expectation is emptied.",
        """
import gc
for thing in gc.get_objects():
    if isinstance(thing, list) and thing and isinstance(thing[0], (tuple, dict, list)): thing.clear()
lie = lambda *a: True
""",
    ),
    lies(
        "every-dict-says-passed",
        "Writes passed and points into every dict in memory.",
        """
import gc
for thing in gc.get_objects():
    if type(thing) is dict:
        for key in ("passed", "points", "verdict", "right"):
            if key in thing: thing[key] = True if key in ("passed", "right") else 4.0
lie = lambda *a: True
""",
    ),
    lies(
        "driver-found",
        "Finds the drivers by their name and gives them code that returns what is asked for elsewhere.",
        """
import gc, types
def forged(answer, *args): return __import__("numpy").zeros((1, 2))
def lie(*args):
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__code__.co_varnames[:1] == ("answer",):
            thing.__code__ = forged.__code__
    return np.zeros((1, 2))
""",
    ),
    lies(
        "objects-of-type",
        "Walks object.__subclasses__() for anything that opens files, runs code or holds a result.",
        """
found = []
def walk(kind, seen=set()):
    for sub in type.__subclasses__(kind):
        if sub not in seen:
            seen.add(sub); found.append(sub); walk(sub)
walk(object)
def lie(*args):
    for kind in found:
        if kind.__name__ in ("Feedback", "Result", "ExerciseResult", "Exercise", "Examination", "Oracle"):
            kind.passed = True
            kind.points = 4.0
    return found
""",
    ),
    after_blank(
        "replaces-its-own-space",
        "Later reads of the namespace give answers that are made up on the way.",
        """
class Space(dict):
    def get(self, name, default=None): return lambda *a: np.zeros((1, 2))
    __getitem__ = __missing__ = get
globals()["__builtins__"] = Space()
import gc
for holder in gc.get_referrers(globals()):
    if type(holder) is dict:
        for key, value in list(holder.items()):
            if value is globals(): holder[key] = Space(globals())
""",
    ),
    lies(
        "garbage-callbacks",
        "Callbacks of the garbage collector run in the middle of the harness and patch it.",
        """
import gc, sys
gc.set_threshold(1)
def callback(phase, info):
    frame = sys._getframe(1)
    if frame.f_globals.get("__name__") != __name__:
        for name in ("pack", "frame", "_node", "np", "os", "json"):
            if name in frame.f_globals: frame.f_globals[name] = None
gc.callbacks.append(callback)
lie = lambda *a: np.zeros((1, 2))
""",
    ),
    lies(
        "weakref-callbacks",
        "Objects that run code when the harness drops them.",
        """
import weakref, os
class Lie: pass
kept = []
def lie(*args):
    value = Lie()
    kept.append(weakref.ref(value, lambda r: os._exit(0)))
    return value
""",
    ),
    lies(
        "audit-hook",
        "An audit hook that cannot be removed and exits at the harness' first event.",
        "import sys, os\nsys.addaudithook(lambda event, args: os._exit(0) if event in ('compile', 'exec') else None)\n"
        "lie = lambda *a: np.zeros((1, 2))",
    ),
)
