# SPDX-License-Identifier: Apache-2.0
"""YAMNet (Apache-2.0) as a teacher: its 1024 numbers of what it hears. Never part of a model."""
import numpy as np

PATCH, STEP = 15600, 8296  # samples: 0.975 s; three patches cover a window of 32,192


class Teacher:
    """Waveform float32 [samples] at 16 kHz -> embedding float32 [2, 1024]: mean and maximum."""

    def __init__(self, path):
        import tensorflow as tf
        from tensorflow.lite.tools import flatbuffer_utils

        model = flatbuffer_utils.read_model(str(path))
        graph = model.subgraphs[0]
        inner = [i for i, t in enumerate(graph.tensors)
                 if t.shape is not None and list(t.shape) in ([1, 1024], [1, 1, 1, 1024])]
        produced = [int(i) for op in graph.operators for i in op.outputs]
        embedding = [i for i in produced if i in inner][-1]
        graph.outputs = np.append(graph.outputs, embedding).astype(np.int32)
        content = bytes(flatbuffer_utils.convert_object_to_bytearray(model))
        self.net = tf.lite.Interpreter(model_content=content, num_threads=1)
        self.net.allocate_tensors()
        self.input = self.net.get_input_details()[0]["index"]
        self.output = next(d["index"] for d in self.net.get_output_details()
                           if np.prod(d["shape"]) == 1024)
        self.shape = self.net.get_input_details()[0]["shape"]

    def __call__(self, wave):
        peak = np.abs(wave).max()
        wave = wave * (0.5 / peak) if peak > 1e-3 else wave
        if len(wave) < PATCH:
            wave = np.pad(wave, (0, PATCH - len(wave)))
        found = []
        for start in range(0, len(wave) - PATCH + 1, STEP):
            patch = wave[start:start + PATCH].astype(np.float32).reshape(self.shape)
            self.net.set_tensor(self.input, patch)
            self.net.invoke()
            found.append(self.net.get_tensor(self.output).reshape(-1).copy())
        return np.stack([np.mean(found, axis=0), np.max(found, axis=0)])
