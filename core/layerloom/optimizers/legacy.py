"""The optimizers under the name that tf.keras gave to its older ones (``keras.optimizers.legacy``)."""

from layerloom.optimizers.adadelta import Adadelta
from layerloom.optimizers.adagrad import Adagrad
from layerloom.optimizers.adam import Adam
from layerloom.optimizers.ftrl import Ftrl
from layerloom.optimizers.nadam import Adamax, Nadam
from layerloom.optimizers.optimizer import Optimizer
from layerloom.optimizers.rmsprop import RMSprop
from layerloom.optimizers.sgd import SGD

__all__ = ["SGD", "Adadelta", "Adagrad", "Adam", "Adamax", "Ftrl", "Nadam", "Optimizer", "RMSprop"]
