"""Words that promise ease and say nothing; a learner who is stuck reads them as "not for you"."""

import re

FILLER = re.compile(
    r"\b(simply|obviously|just|clearly|of course|basically|easy|easily|trivial(ly)?)\b", re.IGNORECASE
)


def filler_in(text):
    """The filler words of a text."""
    return [found[0] for found in FILLER.finditer(text)]
