"""Layers that read sequences, one time step after the other."""

from dlteach.keras.layers.rnn.lstm import LSTM, LSTMCell
from dlteach.keras.layers.rnn.rnn import RNN
from dlteach.keras.layers.rnn.simple_rnn import SimpleRNN, SimpleRNNCell
from dlteach.keras.layers.rnn.stacked_rnn_cells import StackedRNNCells

__all__ = ["LSTM", "RNN", "LSTMCell", "SimpleRNN", "SimpleRNNCell", "StackedRNNCells"]
