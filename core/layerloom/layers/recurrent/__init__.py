"""Recurrent layers: one line per family."""

from layerloom.layers.recurrent.gru import *
from layerloom.layers.recurrent.lstm import *
from layerloom.layers.recurrent.rnn import *
from layerloom.layers.recurrent.simple_rnn import *
from layerloom.layers.recurrent.stacked import *
