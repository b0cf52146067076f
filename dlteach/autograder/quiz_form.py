"""A quiz as a form in the notebook: radio buttons and fields that the keyboard and screen readers know.

The page never holds which choice is right: a reply goes to the kernel, the verdict comes back.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlteach.autograder.display import display_in_notebook
from dlteach.autograder.feedback import as_code

if TYPE_CHECKING:
    from dlteach.autograder.quizzes import Quiz

LETTERS = "abcdefgh"

_SCRIPT = Path(__file__).with_name("quiz_form.js")
_STYLE = Path(__file__).with_name("quiz_form.css")


def show_form(asked: Quiz) -> bool:
    """Show the form; False where anywidget is not installed and the plain page has to do."""
    try:
        import anywidget
        import traitlets
    except ImportError:
        return False

    class QuizForm(anywidget.AnyWidget):
        _esm = _SCRIPT.read_text(encoding="utf-8")
        _css = _STYLE.read_text(encoding="utf-8")
        title = traitlets.Unicode().tag(sync=True)
        questions: Any = traitlets.List().tag(sync=True)
        verdicts = traitlets.Dict().tag(sync=True)

    form = QuizForm(
        title=asked.title,
        questions=[
            {
                "asks": as_code(question.asks),
                "options": [] if question.is_number else [as_code(str(o.value)) for o in question.options],
            }
            for question in asked.questions
        ],
        verdicts=_verdicts(asked),
    )

    def on_reply(_: Any, message: dict[str, Any], buffers: Any) -> None:
        number, reply = int(message["question"]), message["reply"]
        if 0 <= number < len(asked.questions):
            asked.reply(number, LETTERS[reply] if isinstance(reply, int) else reply)
            form.verdicts = _verdicts(asked)

    form.on_msg(on_reply)
    view = form._repr_mimebundle_()
    bundle = view[0] if isinstance(view, tuple) else view
    display_in_notebook(asked, {k: v for k, v in (bundle or {}).items() if "widget" in k})
    return True


def _verdicts(asked: Quiz) -> dict[str, dict[str, Any]]:
    return {str(k): {"right": v.right, "says": as_code(str(v))} for k, v in asked.verdicts.items()}
