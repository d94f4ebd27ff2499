# SPDX-License-Identifier: Apache-2.0
"""Makes the models beside this file: sound flatbuffers that the hub refuses.

    python refused.py
"""
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).parent


def write(name, function, *inputs):
    class Net(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec(shape, kind) for shape, kind in inputs])
        def __call__(self, *x):
            return function(*x)

    net = Net()
    converter = tf.lite.TFLiteConverter.from_concrete_functions(
        [net.__call__.get_concrete_function()], net)
    (HERE / f"{name}.tflite").write_bytes(converter.convert())


write("two-inputs", lambda a, b: tf.sigmoid(a + b), ([1, 4], tf.float32), ([1, 4], tf.float32))
write("two-outputs", lambda a: (tf.sigmoid(a), tf.nn.relu(a)), ([1, 4], tf.float32))
write("int32-input", lambda a: tf.cast(a, tf.float32), ([1, 4], tf.int32))
write("logits", lambda a: a * 2 + 3, ([1, 4], tf.float32))
