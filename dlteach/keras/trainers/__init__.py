"""Compiling, training, evaluating and predicting: what every model can do with data."""

from dlteach.keras.trainers.compile_loss import CompileLoss
from dlteach.keras.trainers.compile_metrics import CompileMetrics, MetricsList
from dlteach.keras.trainers.trainer import Trainer

__all__ = ["CompileLoss", "CompileMetrics", "MetricsList", "Trainer"]
