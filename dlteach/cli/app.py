"""The `dlteach` command, to which each file here adds its commands."""

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="A deep-learning course for Jupyter. "
    "Begin with [bold]dlteach learn[/bold]; it makes a folder of your own to work in.",
    epilog="Exit codes: 0 all is well; 1 something is not right yet; 2 the command could not do its work.",
)
