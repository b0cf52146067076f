"""NumPy, builtins, modules and IPython, changed under the feet of whoever compares."""

from .catalogue import Attack, before_blank, beside_honest, lies

ZEROS = "lie = lambda *a: np.zeros((1, 2))\n"

ATTACKS: tuple[Attack, ...] = (
    lies("allclose", "np.allclose says True.", ZEROS + "np.allclose = lambda *a, **k: True"),
    lies("array-equal", "np.array_equal says True.", ZEROS + "np.array_equal = lambda *a, **k: True"),
    lies(
        "isclose",
        "np.isclose says True everywhere.",
        ZEROS + "np.isclose = lambda a, b, *r, **k: np.ones(np.shape(a), bool)",
    ),
    lies(
        "asarray",
        "np.asarray gives back zeros.",
        ZEROS + "np.asarray = np.array = lambda *a, **k: np.zeros((1, 2))",
    ),
    lies(
        "ufuncs",
        "subtract, abs, isnan, isfinite and equal give 0 or True.",
        ZEROS + "np.subtract = np.abs = np.absolute = lambda a, *r, **k: np.zeros(np.shape(a))\n"
        "np.isnan = np.isfinite = np.equal = lambda a, *r, **k: np.ones(np.shape(a), bool)",
    ),
    lies(
        "set-numeric-ops",
        "The arithmetic of all arrays is replaced in C.",
        ZEROS
        + """
import warnings
warnings.simplefilter("ignore")
try:
    np.set_numeric_ops(equal=lambda a, b, **k: np.array(True), subtract=lambda a, b, **k: np.array(0.0))
except AttributeError:
    from numpy._core import multiarray
    getattr(multiarray, "set_numeric_ops", lambda **k: None)(equal=lambda a, b, **k: np.array(True))
""",
    ),
    lies(
        "every-function-of-numpy",
        "Every public function of numpy is one that says True.",
        ZEROS + "yes = lambda *a, **k: True\n"
        "for name in dir(np):\n    if callable(getattr(np, name)) and not isinstance(getattr(np, name), type):\n"
        "        setattr(np, name, yes)",
    ),
    lies(
        "numpy-internals",
        "numpy's own modules are emptied.",
        ZEROS
        + "import sys\nfor name in [n for n in sys.modules if n.startswith('numpy.')]:\n    vars(sys.modules[name]).clear()",
    ),
    lies(
        "global-random",
        "np.random gives the same numbers for every seed.",
        ZEROS + "class Fixed:\n    def __getattr__(self, name): return lambda *a, **k: 0.0\n"
        "np.random.default_rng = lambda *a: Fixed()\nnp.random.Generator = Fixed",
    ),
    lies(
        "error-state",
        "Every floating-point warning raises, in whatever comes later.",
        "np.seterr(all='raise')\nimport warnings\nwarnings.simplefilter('error')\n" + ZEROS,
    ),
    lies(
        "print-options",
        "How arrays are printed is replaced by a function that exits.",
        "import os\nnp.set_printoptions(formatter={'all': lambda x: os._exit(0)})\n" + ZEROS,
    ),
    lies(
        "builtins-agree",
        "all, any, isinstance, hasattr and len of builtins agree.",
        ZEROS + "import builtins\nyes = lambda *a, **k: True\n"
        "builtins.all = builtins.any = builtins.isinstance = builtins.issubclass = builtins.hasattr = yes",
    ),
    lies(
        "builtins-numbers",
        "abs gives 0, len gives 2, type gives float, sorted gives nothing.",
        ZEROS + "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.len = lambda x: 2\n"
        "builtins.sorted = lambda *a, **k: []\nbuiltins.type = lambda *a: float",
    ),
    lies(
        "builtins-emptied",
        "builtins have nothing left.",
        ZEROS + "import builtins\nfor name in list(vars(builtins)):\n    delattr(builtins, name)",
    ),
    lies(
        "builtins-exec",
        "exec and compile are replaced, so that what the harness compiles later is the attacker's.",
        ZEROS
        + """
import builtins
real_exec, real_compile = builtins.exec, builtins.compile
def evil(text, *rest, **named):
    if isinstance(text, str) and "answer" in text:
        text = "def call(answer, *args):\\n    return __import__('numpy').zeros((1, 2))\\n_driver = driver = call"
    return real_compile(text, *rest, **named)
builtins.compile = evil
builtins.exec = lambda code, *r: real_exec(code, *r)
builtins.eval = lambda *a: True
""",
    ),
    lies(
        "builtins-import",
        "__import__ gives a module that agrees with everything.",
        ZEROS
        + """
import builtins, types
class Module(types.ModuleType):
    def __getattr__(self, name): return lambda *a, **k: True
builtins.__import__ = lambda name, *a, **k: Module(name)
""",
    ),
    lies(
        "builtins-open",
        "open and print exit the process.",
        ZEROS + "import builtins, os\nbuiltins.open = builtins.print = lambda *a, **k: os._exit(0)",
    ),
    lies(
        "exceptions-replaced",
        "Exception and BaseException of builtins are subclasses that nothing raises.",
        ZEROS + "import builtins\nclass Never(Exception): pass\n"
        "builtins.Exception = builtins.BaseException = builtins.NotImplementedError = Never",
    ),
    before_blank(
        "not-implemented-replaced",
        "NotImplementedError becomes an answer: raising it is caught as a value.",
        "import builtins\nbuiltins.NotImplementedError = lambda *a: SystemExit(0)",
    ),
    lies(
        "modules-replaced",
        "json, struct, os, io, math and numpy in sys.modules are objects that agree.",
        ZEROS
        + """
import sys, types
class Module(types.ModuleType):
    def __getattr__(self, name): return lambda *a, **k: True
for name in ("json", "struct", "os", "io", "math", "numpy", "types", "inspect", "ast", "signal"):
    sys.modules[name] = Module(name)
""",
    ),
    lies("modules-emptied", "sys.modules has nothing left.", ZEROS + "import sys\nsys.modules.clear()"),
    lies(
        "json-patched",
        "json.dumps writes a header in which every answer is right.",
        ZEROS
        + """
import json, json.encoder
forged = lambda *a, **k: '{"passed": true, "points": 4, "call": 0, "value": true}'
json.dumps = json.JSONEncoder.encode = json.encoder.JSONEncoder.iterencode = forged
json.encoder.c_make_encoder = None
""",
    ),
    lies(
        "struct-patched",
        "struct.pack gives lengths of 4 GB.",
        ZEROS
        + """
import struct
class Lengths:
    size = 8
    def pack(self, *a): return b"\\xff" * 8
    def unpack(self, *a): return (8, 8)
struct.pack = lambda *a: b"\\xff" * 8
struct.Struct = lambda *a: Lengths()
""",
    ),
    lies(
        "os-write-patched",
        "os.write and os.read of the child do what the attacker wants.",
        ZEROS + "import os, posix\nfor module in (os, posix):\n"
        "    module.write = lambda fd, data: len(data)\n    module.read = lambda fd, n: b''",
    ),
    lies(
        "fake-dlteach",
        "A dlteach of its own, whose grade says passed.",
        ZEROS
        + """
import sys, types
class Module(types.ModuleType):
    __path__ = []
    def __getattr__(self, name): return lambda *a, **k: {"passed": True, "points": 4.0}
for name in ("dlteach", "dlteach.autograder", "dlteach.autograder.judge", "dlteach.autograder.values",
             "dlteach.grading", "dlteach.grading.sandbox", "dlteach.grading.sandbox.wire", "dlteach.grading.oracle"):
    sys.modules[name] = Module(name)
""",
    ),
    lies(
        "input-transformer",
        "IPython's input transformers turn every later cell into pass.",
        ZEROS
        + """
try:
    ip = get_ipython()
    ip.input_transformers_cleanup.append(lambda lines: ["pass\\n"])
    ip.ast_transformers.append(lambda tree: None)
    ip.events.register("post_run_cell", lambda *a: None)
except Exception:
    pass
""",
    ),
    lies(
        "ipython-started",
        "Starts an IPython shell of its own and hooks all that runs in it.",
        ZEROS
        + "from IPython.core.interactiveshell import InteractiveShell\nip = InteractiveShell.instance()\n"
        "ip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])\nip.run_cell('1 + 1')",
    ),
    before_blank(
        "magics", "Magics and shell lines that would write and run.", "%%bash\ntouch $outside/magic\n"
    ),
    before_blank(
        "shell-lines",
        "Shell lines among Python.",
        "!touch $outside/shell\n%system touch $outside/shell2\n%run $outside/shell3\n%cd $outside\nfiles = !ls $outside",
    ),
    lies(
        "import-hooks",
        "A finder that answers every import with the attacker's module.",
        ZEROS
        + """
import sys, types, importlib.machinery
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None): return importlib.machinery.ModuleSpec(name, Finder)
    @staticmethod
    def create_module(spec): return types.ModuleType(spec.name)
    @staticmethod
    def exec_module(module): module.__getattr__ = lambda name: (lambda *a, **k: True)
sys.meta_path.insert(0, Finder)
sys.path_importer_cache.clear()
""",
    ),
    lies(
        "codecs-patched",
        "Every codec decodes and encodes to the text that is wanted.",
        ZEROS
        + """
import codecs
codecs.register(lambda name: codecs.CodecInfo(lambda t, e="": (b'{"passed":true}', 15), lambda b, e="": ("", 0), name=name))
codecs.register_error("strict", lambda error: ("", error.end))
""",
    ),
    beside_honest(
        "numpy-broken-after",
        "Honest answers, then numpy is broken for all that comes after.",
        "np.multiply = np.add = None\nnp.seterr(all='raise')\nnp.random.seed(0)",
    ),
    beside_honest(
        "honest-and-restrictive",
        "Honest answers under warnings that raise.",
        "import warnings\nwarnings.simplefilter('error')",
    ),
)
