"""Pictures of the course, each with its alt text.

Every `plot_` function returns a `Picture`, which a notebook shows when it is the last line of a cell.
Matplotlib is loaded when the first name is used, so `import dlteach.figures` costs nothing.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "describe_curve": "describe",
    "house_style": "style",
    "new_figure": "style",
    "LivePlot": "live_plot",
    "Picture": "picture",
    "plot_all_pairs": "costs",
    "plot_bars": "curves",
    "plot_belief_cost": "entropies",
    "plot_confusion": "confusion",
    "plot_cost_path": "surface",
    "plot_curves": "curves",
    "plot_decision_boundary": "boundary",
    "plot_epochs": "descent",
    "plot_error_squares": "costs",
    "plot_graph": "graph",
    "plot_history": "training",
    "plot_images": "images",
    "plot_mistakes": "mistakes",
    "plot_network": "network",
    "plot_points": "curves",
    "plot_rates": "descent",
    "plot_saturation": "entropies",
    "plot_slopes": "descent",
    "plot_surface": "surface",
    "plot_surface_path": "surface",
    "plot_valleys": "costs",
    "plot_weights": "weights",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load the file in which a name lives when the name is used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(
            f"module 'dlteach.figures' has no attribute {name!r}; it has {', '.join(_HOMES)}"
        )
    return getattr(import_module(f"dlteach.figures.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
