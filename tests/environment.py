"""The environment that tests run in; to be imported before anything of Qt, Keras or TensorFlow."""

import os

import platformdirs

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LAYERLOOM_LANGUAGE"] = "en"  # whatever the desktop speaks
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

# Compiled kernels are kept from run to run, and none are compiled behind the tests' backs.
os.environ.setdefault("LAYERLOOM_KERNELS", "wait")
os.environ.setdefault(
    "LAYERLOOM_KERNEL_CACHE", str(platformdirs.user_cache_path("layerloom-tests") / "kernels")
)
