"""Models as ONNX files, for the programs that run such: each layer as the operators of ONNX that do the same."""

from layerloom.models.onnx_export.model import export_onnx

__all__ = ["export_onnx"]
