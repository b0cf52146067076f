"""Making text harmless that learners have written: for a terminal, a page, a table and a file's name."""

from __future__ import annotations

import hashlib
import re
import unicodedata

NAME, SENTENCE = 80, 2000  # characters: what a name and what a message may take
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"  # Persian words and emoji need them
_FOLDERS = re.compile(r"(?<![\w.:/\\])(?:[A-Za-z]:)?(?:[/\\][\w.+-]+)+[/\\](?=[\w.+-])")
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_MADE_NAME = re.compile(r".*-[0-9a-f]{12}")
_FORMULA = ("=", "+", "-", "@")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


def harmless(text: str, most: int = SENTENCE) -> str:
    r"""One line that steers no terminal and hides nothing from a reader.

    Control characters, marks that reverse the reading direction, and lone surrogates are replaced by signs
    for them; what is longer than `most` characters is cut. It is not HTML or Markdown yet.

    Examples
    --------
    >>> harmless("\x1b[31mred\ntwo")
    '␛[31mred ↵ two'
    >>> harmless("a\u202eb\ud800")
    'a⟨U+202E⟩b⟨U+D800⟩'
    """
    if len(text) > most:
        text = f"{text[:most]}… ({len(text) - most:,} more characters)"
    if text.isprintable():
        return text
    return "".join(map(_sign, _BREAK.sub(" ↵ ", text)))


def _sign(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    return f"⟨U+{ord(character):04X}⟩"


def without_folders(text: str) -> str:
    """The text with every absolute path cut to its last part: where things lie is no reader's business.

    Examples
    --------
    >>> without_folders("no file '/home/teacher/grades/data.csv'")
    "no file '…/data.csv'"
    """
    return _FOLDERS.sub("…/", text)


def cell(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula: an apostrophe goes before it.

    Examples
    --------
    >>> cell("=1+1"), cell("learner-1")
    ("'=1+1", 'learner-1')
    """
    text = harmless(text)
    return "'" + text if text.lstrip().startswith(_FORMULA) else text


def file_name(name: str) -> str:
    """A name for a file or folder that every file system takes, different for different names.

    A short name of small letters and digits stays as it is. Any other gets its readable part and a hash, so
    that no name leads out of the folder, means a device, or meets another name where capitals do not count.

    Examples
    --------
    >>> file_name("learner-1"), file_name("../../x"), file_name("CON")
    ('learner-1', 'x-9cdf6a50100a', 'CON-a3dbc4b644a9')
    """
    if _PLAIN_NAME.fullmatch(name) and not _DEVICE.fullmatch(name) and not _MADE_NAME.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    readable = re.sub(r"[\W_]+", "_", unicodedata.normalize("NFC", name[:200])).strip("_")[:40]
    return f"{readable or 'unnamed'}-{digest}"
