"""Callbacks: what happens at the stations of a training."""

from dlteach.keras.absent import names as _names
from dlteach.keras.callbacks.backup_and_restore import BackupAndRestore
from dlteach.keras.callbacks.callback import Callback
from dlteach.keras.callbacks.callback_list import CallbackList
from dlteach.keras.callbacks.csv_logger import CSVLogger
from dlteach.keras.callbacks.early_stopping import EarlyStopping
from dlteach.keras.callbacks.history import History
from dlteach.keras.callbacks.lambda_callback import LambdaCallback
from dlteach.keras.callbacks.learning_rate_scheduler import LearningRateScheduler
from dlteach.keras.callbacks.model_checkpoint import ModelCheckpoint
from dlteach.keras.callbacks.monitor_callback import MonitorCallback
from dlteach.keras.callbacks.progbar_logger import ProgbarLogger
from dlteach.keras.callbacks.reduce_lr_on_plateau import ReduceLROnPlateau
from dlteach.keras.callbacks.swap_ema_weights import SwapEMAWeights
from dlteach.keras.callbacks.terminate_on_nan import TerminateOnNaN

__getattr__ = _names(__name__)

__all__ = [
    "BackupAndRestore",
    "CSVLogger",
    "Callback",
    "CallbackList",
    "EarlyStopping",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "ModelCheckpoint",
    "MonitorCallback",
    "ProgbarLogger",
    "ReduceLROnPlateau",
    "SwapEMAWeights",
    "TerminateOnNaN",
]
