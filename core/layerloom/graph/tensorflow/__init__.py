"""Functions of TensorFlow in models of tf.keras, as operations and layers of Keras 3."""

from layerloom.graph.tensorflow.op_layers import CLASS_NAME, as_op_lambda
from layerloom.graph.tensorflow.operations import replace_tf_operations
from layerloom.graph.tensorflow.table import functions_of_tensorflow

__all__ = ["CLASS_NAME", "as_op_lambda", "functions_of_tensorflow", "replace_tf_operations"]
