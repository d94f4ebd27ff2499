# SPDX-License-Identifier: Apache-2.0
"""Keras model -> TFLite bytes, in the forms that the study compares.

float32        as trained
float16        weights in float16, computed in float32
dynamic-range  weights in int8, activations quantised as they come
integer        int8 inside, float32 in and out
full-integer   int8 inside, in and out

The two integer forms need calibration: windows as the network will hear them, since the range that
each activation reaches on them becomes its scale and zero point for good.
"""
import contextlib
import io

VARIANTS = ("float32", "float16", "dynamic-range", "integer", "full-integer")
CALIBRATED = ("integer", "full-integer")


def quantise(model, variant, calibration=None, per_channel=True, inside="int8", narrow=False):
    """The TFLite file of one variant, as bytes.

    `calibration` is float32 [n, *input shape]; the integer forms refuse to be made without it.
    `per_channel=False` gives all filters of a layer one scale, and `inside` is the type at the
    edges of the full-integer form, "int8" or "uint8": both are there for the study's trials. With
    `narrow` the ranges' ends are moved in (`integers`).
    """
    if variant not in VARIANTS:
        raise ValueError(f"{variant}: one of {', '.join(VARIANTS)} is wanted")
    if variant in CALIBRATED and (calibration is None or not len(calibration)):
        raise ValueError(f"{variant} needs calibration windows: without them the ranges of the "
                         "activations are unknown")
    import tensorflow as tf

    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    if variant == "float32":
        return _convert(converter)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter._experimental_disable_per_channel = not per_channel  # there is no public switch
    if variant == "float16":
        converter.target_spec.supported_types = [tf.float16]
    elif variant in CALIBRATED:
        converter.representative_dataset = lambda: ([window[None]] for window in calibration)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        if variant == "full-integer":
            kind = tf.dtypes.as_dtype(inside)
            converter.inference_input_type = converter.inference_output_type = kind
        if narrow:
            return _narrowed(converter, calibration, variant == "full-integer")
    return _convert(converter)


def _narrowed(converter, calibration, full):
    """Calibrates, moves the ends of the ranges in, and quantises."""
    import tensorflow as tf
    from tensorflow.lite.python.convert import mlir_quantize

    from soribit_training import integers

    converter._experimental_calibrate_only = True
    calibrated = integers.narrowed(_convert(converter), calibration)
    edges = {"input_data_type": tf.int8, "output_data_type": tf.int8} if full else {}
    with contextlib.redirect_stderr(io.StringIO()):
        return mlir_quantize(calibrated, fully_quantize=full, **edges)


def _convert(converter):
    with contextlib.redirect_stdout(io.StringIO()):  # Keras lists each variable that it exports
        return converter.convert()
