"""Data: sets to learn from, preprocessing, augmentation, and the pipeline that feeds a model.

Data are rows, images are channels last. Randomness comes from a `numpy.random.Generator` or a seed.
Each file is loaded when the first of its names is used, so `import dlteach.data` costs nothing.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "add_noise": "data.augmentation",
    "blobs": "data.datasets.points",
    "circles": "data.datasets.points",
    "color_jitter": "data.augmentation",
    "compose": "data.augmentation",
    "Dataset": "data.pipeline",
    "horizontal_flip": "data.images",
    "label_encode": "data.labels",
    "label_preserving": "data.preserving",
    "load_digits": "data.datasets.digits",
    "load_iris": "data.datasets.iris",
    "load_mnist": "data.datasets.mnist",
    "minmax_scale": "data.scaling",
    "MinMaxScaler": "data.scaling",
    "moons": "data.datasets.points",
    "noisy_line": "data.datasets.tables",
    "one_hot": "functions",
    "random_flip": "data.augmentation",
    "random_grayscale": "data.augmentation",
    "random_rotation": "data.augmentation",
    "random_shift": "data.augmentation",
    "rotate": "data.images",
    "shift": "data.images",
    "spirals": "data.datasets.points",
    "standardize": "data.scaling",
    "Standardizer": "data.scaling",
    "to_grayscale": "data.images",
    "train_test_split": "data.splitting",
    "weather_table": "data.datasets.tables",
    "xor": "data.datasets.points",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load the file in which a name lives when the name is used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dlteach.data' has no attribute {name!r}; it has {', '.join(_HOMES)}")
    return getattr(import_module(f"dlteach.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
