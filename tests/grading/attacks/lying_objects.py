"""Answers that are no numbers but objects that say they are right."""

from .catalogue import Attack, lies

AGREEING = '''
class Agreeing:
    """Says yes to every question."""
    def __array_function__(self, function, types, args, kwargs): return True
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return True
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __bool__(self): return True
    def __hash__(self): return 0
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __float__(self): return 0.0
    def __getattr__(self, name): return Agreeing()
    def __call__(self, *args, **kwargs): return True
    def __len__(self): return 2
    def __iter__(self): return iter([Agreeing(), Agreeing()])
    def __getitem__(self, key): return Agreeing()
    def __contains__(self, key): return True
'''

ATTACKS: tuple[Attack, ...] = (
    lies(
        "agrees", "An object that answers True to every comparison.", AGREEING + "lie = lambda *a: Agreeing()"
    ),
    lies(
        "array-function",
        "np.allclose and np.array_equal are told True by __array_function__.",
        "class Lie:\n    def __array_function__(self, f, t, a, k): return True\nlie = lambda *a: Lie()",
    ),
    lies(
        "array-ufunc",
        "Every ufunc on it answers True.",
        "class Lie:\n    def __array_ufunc__(self, *a, **k): return np.array(True)\nlie = lambda *a: Lie()",
    ),
    lies(
        "array-subclass",
        "An ndarray subclass whose comparison, arithmetic and reductions always agree.",
        """
class Lie(np.ndarray):
    def __array_function__(self, f, t, a, k): return True
    def __array_ufunc__(self, *a, **k): return np.array(True)
    def __eq__(self, other): return np.array(True)
    def all(self, *a, **k): return True
    shape = property(lambda self: (2, 2))
    dtype = property(lambda self: np.dtype(float))
    def tobytes(self, *a): return bytes(32)
    def copy(self, *a): return self
    def astype(self, *a, **k): return self
lie = lambda *a: np.zeros((2, 2)).view(Lie)
""",
    ),
    lies(
        "array-method",
        "__array__ gives another array at every call.",
        """
class Lie:
    turn = 0
    def __array__(self, dtype=None, copy=None):
        Lie.turn += 1
        return np.full((Lie.turn, Lie.turn), float(Lie.turn))
lie = lambda *a: Lie()
""",
    ),
    lies(
        "array-method-object",
        "__array__ gives an array of objects that agree.",
        AGREEING + "class Lie:\n    def __array__(self, dtype=None, copy=None):\n"
        "        return np.array([Agreeing()], dtype=object)\nlie = lambda *a: Lie()",
    ),
    lies(
        "array-interface",
        "__array_interface__ claims memory that is not its own.",
        """
class Lie:
    __array_interface__ = {"shape": (1 << 20,), "typestr": "<f8", "data": (id(None), False), "version": 3}
lie = lambda *a: np.asarray(Lie())
""",
    ),
    lies(
        "array-interface-raw",
        "__array_interface__ at address 8 with a huge shape.",
        """
class Lie:
    __array_interface__ = {"shape": (1 << 40,), "typestr": "<f8", "data": (8, False), "version": 3}
lie = lambda *a: Lie()
""",
    ),
    lies(
        "class-property",
        "isinstance(answer, ndarray) is true, by a property called __class__.",
        AGREEING
        + "class Lie(Agreeing):\n    __class__ = property(lambda self: np.ndarray)\nlie = lambda *a: Lie()",
    ),
    lies(
        "class-property-changes",
        "__class__ says float first, then list, then str, then raises.",
        """
class Lie:
    turn = 0
    @property
    def __class__(self):
        Lie.turn += 1
        if Lie.turn % 5 == 0: raise SystemExit(0)
        return (float, list, str, dict, tuple)[Lie.turn % 5]
lie = lambda *a: Lie()
""",
    ),
    lies(
        "float-subclass",
        "A float whose comparison and arithmetic agree with anything.",
        """
class Lie(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __array__(self, *a, **k): return np.zeros((1, 2))
    __hash__ = float.__hash__
lie = lambda *a: Lie(3.0)
""",
    ),
    lies(
        "int-subclass",
        "An int whose __index__, __int__ and __repr__ attack the wire format.",
        """
class Lie(int):
    def __index__(self): return 10**30
    def __int__(self): return 10**30
    def __repr__(self): return '0, "passed": true, "points": 4'
    __str__ = __repr__
lie = lambda *a: (Lie(1), Lie(2))
""",
    ),
    lies(
        "str-subclass",
        "A str that equals every text and encodes to something else.",
        """
class Lie(str):
    def __eq__(self, other): return True
    def __hash__(self): return 1
    def encode(self, *a): return b'the mistake shows'
    def __str__(self): return 'the mistake shows'
    def __getitem__(self, key): return 'the mistake shows'
lie = lambda *a: Lie('the mistake does not show')
""",
    ),
    lies(
        "verdict-as-text",
        "The text that the measure of a failing input would give, as an answer.",
        "lie = lambda *a: 'the mistake shows'",
    ),
    lies(
        "str-subclass-explodes",
        "A str whose every method exits the process.",
        """
import os
class Lie(str):
    def __str__(self): os._exit(0)
    __repr__ = __len__ = __hash__ = encode = __getitem__ = __str__
    def __eq__(self, other): os._exit(0)
lie = lambda *a: Lie('x')
""",
    ),
    lies(
        "dict-subclass",
        "A dict that has every key and counts endlessly.",
        """
class Lie(dict):
    def __contains__(self, key): return True
    def __getitem__(self, key): return True
    def __iter__(self):
        n = 0
        while True: yield (n := n + 1)
    def items(self):
        n = 0
        while True: yield (n := n + 1), n
    keys = values = __iter__
    def __len__(self): return 1
lie = lambda *a: Lie()
""",
        slow=True,
    ),
    lies(
        "tuple-subclass",
        "A tuple whose length and contents differ from call to call.",
        """
class Lie(tuple):
    def __len__(self): return 10**9
    def __iter__(self):
        while True: yield 1.0
    def __getitem__(self, key): return self
    def __eq__(self, other): return True
    __hash__ = tuple.__hash__
lie = lambda *a: Lie((1, 2))
""",
        slow=True,
    ),
    lies(
        "list-subclass-len",
        "A list whose __len__ raises an error of its own, and whose __iter__ never ends.",
        """
class Lie(list):
    def __len__(self): raise KeyboardInterrupt
    def __iter__(self): raise GeneratorExit
lie = lambda *a: Lie([1, 2])
""",
    ),
    lies(
        "negative-len",
        "__len__ is -1, then a float, then huge.",
        """
class Lie:
    turn = 0
    def __len__(self):
        Lie.turn += 1
        return (-1, 2.5, 2**62)[Lie.turn % 3]
    def __getitem__(self, k): return 1.0
lie = lambda *a: Lie()
""",
    ),
    lies(
        "mapping",
        "A Mapping whose items are not pairs and whose keys agree with all.",
        AGREEING
        + """
from collections.abc import Mapping
class Lie(Mapping):
    def __getitem__(self, key): return Agreeing()
    def __iter__(self): return iter([Agreeing()])
    def __len__(self): return 1
    def items(self): return iter([1, 2, 3])
lie = lambda *a: Lie()
""",
    ),
    lies(
        "endless-iterator",
        "An iterator without an end.",
        "import itertools\nlie = lambda *a: itertools.repeat([1.0, 2.0])",
        slow=True,
    ),
    lies(
        "abc-registered",
        "Registers a class of its own as Mapping, Iterator and Number.",
        AGREEING
        + """
from collections import abc
import numbers
for kind in (abc.Mapping, abc.Sequence, numbers.Number):
    kind.register(Agreeing)
lie = lambda *a: Agreeing()
""",
    ),
    lies(
        "repr-attacks",
        "repr, str, format and the name of the type raise or are endless.",
        """
class Meta(type):
    __name__ = property(lambda self: 1 / 0)
    def __repr__(self): raise SystemExit
    def __instancecheck__(self, other): return True
    def __subclasscheck__(self, other): return True
    def mro(self): return [self, object]
class Lie(metaclass=Meta):
    def __repr__(self): raise KeyboardInterrupt
    __str__ = __format__ = __repr__
lie = lambda *a: Lie()
""",
    ),
    lies(
        "type-named-as-json",
        "The name of the type closes the header and writes points into it.",
        """lie = lambda *a: type('"}], "points": 4, "passed": true, "x": [{"', (), {})()""",
    ),
    lies(
        "type-named-long",
        "The name of the type has a million characters, surrogates and line breaks.",
        "lie = lambda *a: type('\\ud800\\n\\x1b[2J' * 200000, (), {})()",
    ),
    lies(
        "type-name-empty",
        "A type without a name: describing it takes the first letter.",
        "lie = lambda *a: type('', (), {})()",
    ),
    lies(
        "getattribute-raises",
        "Every look at the object raises an exception that is no Exception.",
        """
class Lie:
    def __getattribute__(self, name): raise BaseException("no")
lie = lambda *a: Lie()
""",
    ),
    lies(
        "memoryview",
        "A memoryview in place of an array.",
        "lie = lambda *a: memoryview(bytearray(64)).cast('d')",
    ),
    lies(
        "released-memoryview",
        "A memoryview that is released.",
        "v = memoryview(b'12345678')\nv.release()\nlie = lambda *a: v",
    ),
    lies(
        "structured-dtype",
        "A structured array whose fields are called like the keys of a result.",
        "lie = lambda *a: np.zeros(2, dtype=[('points', float), ('passed', bool)])",
    ),
    lies(
        "object-dtype",
        "An array of objects that agree.",
        AGREEING + "lie = lambda *a: np.array([[Agreeing()]], dtype=object)",
    ),
    lies(
        "object-dtype-cycle",
        "An array of objects that holds itself.",
        "loop = np.empty(1, dtype=object)\nloop[0] = loop\nlie = lambda *a: loop",
    ),
    lies(
        "datetime",
        "Times, with NaT.",
        "lie = lambda *a: np.array(['NaT', '2026-01-01'], dtype='datetime64[ns]')",
    ),
    lies(
        "complex", "Complex numbers with NaN parts.", "lie = lambda *a: np.full((1, 2), complex('nan+infj'))"
    ),
    lies(
        "longdouble",
        "Long doubles, which no frame holds.",
        "lie = lambda *a: np.zeros((1, 2), dtype=np.longdouble)",
    ),
    lies("text-array", "An array of texts.", "lie = lambda *a: np.array([['the mistake shows']] * 3)"),
    lies("void", "An array of raw bytes.", "lie = lambda *a: np.zeros(3, dtype='V1000000')"),
    lies(
        "huge-shape",
        "One number stretched to a petabyte with strides of 0.",
        "lie = lambda *a: np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 25, 1 << 22), (0, 0))",
    ),
    lies(
        "huge-shape-empty",
        "An array without a byte and with huge sides.",
        "lie = lambda *a: np.zeros((0, 1 << 22, 1 << 22))",
    ),
    lies("many-dimensions", "An array of 64 dimensions.", "lie = lambda *a: np.zeros((1,) * 64)"),
    lies(
        "negative-strides",
        "An array that runs backwards.",
        "lie = lambda *a: np.arange(24.0).reshape(4, 6)[::-2, ::-3]",
    ),
    lies(
        "byte-swapped",
        "Numbers with their bytes the other way.",
        "lie = lambda *a: np.array([[1.0, 2.0]], dtype='>f8')",
    ),
    lies(
        "wild-strides",
        "A view far beyond its memory.",
        "lie = lambda *a: np.lib.stride_tricks.as_strided(np.zeros(1), (1000,), (1 << 30,))",
    ),
    lies("nan-everywhere", "NaN, which might compare as right.", "lie = lambda *a: np.full((1, 1), np.nan)"),
    lies(
        "masked", "A masked array: every comparison is masked.", "lie = lambda *a: np.ma.masked_all((1, 2))"
    ),
    lies(
        "matrix",
        "A matrix, which changes what products and slices mean.",
        "lie = lambda *a: np.matrix([[0.0, 0.0]])",
    ),
    lies("huge-int", "A whole number of a million digits.", "lie = lambda *a: 1 << 3_000_000"),
    lies(
        "int-of-4000-digits",
        "A whole number that is just short enough for a header.",
        "lie = lambda *a: (10**3900, 10**3900)",
    ),
    lies(
        "list-cycle",
        "A list that holds itself, in a dict that holds it.",
        "loop = []\nloop.append(loop)\nloop.append({'loop': loop})\nlie = lambda *a: loop",
        slow=True,
    ),
    lies(
        "list-doubling",
        "Thirty lists, each holding the last one twice: a billion leaves.",
        "deep = [1.0, [2.0]]\nfor _ in range(30):\n    deep = [deep, deep]\nlie = lambda *a: deep",
        slow=True,
    ),
    lies(
        "list-deep",
        "A list nested a hundred thousand times.",
        "deep = []\nfor _ in range(100_000):\n    deep = [deep]\nlie = lambda *a: deep",
    ),
    lies(
        "generator-attacks",
        "A generator that raises when it is closed.",
        """
def lie(*args):
    try:
        yield 1.0
        yield 2.0
    finally:
        raise SystemExit("closed")
""",
    ),
    lies(
        "changes-while-read",
        "A list that grows while it is read.",
        """
class Growing(list):
    def __iter__(self):
        for item in list.__iter__(self):
            self.append(1.0)
            yield item
lie = lambda *a: Growing([1.0] * 5)
""",
        slow=True,
    ),
    lies("the-class-itself", "A class in place of a value.", AGREEING + "lie = lambda *a: Agreeing"),
    lies(
        "not-implemented",
        "The value NotImplemented, Ellipsis, and a module.",
        "lie = lambda *a: [NotImplemented, ..., np]",
    ),
    lies(
        "arguments-back",
        "Gives its arguments back, shape and all.",
        "lie = lambda *a: a[0] if len(a) == 3 else a",
    ),
    lies(
        "function-is-object",
        "The answers are objects that can be called and agree.",
        AGREEING
        + "affine = predict_shape = affine_failing_input = affine_mended = Agreeing()\nlie = Agreeing()",
    ),
)
