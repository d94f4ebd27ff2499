# SPDX-License-Identifier: Apache-2.0
"""What both teachers, YAMNet and mn04, hear in a window of 2 s: AudioSet scores and embeddings.

Every result is float32. YAMNet hears patches of 0.975 s, so its scores are the higher of two;
mn04 hears the window as a whole. Neither is ever part of a model.
"""
import multiprocessing
from functools import lru_cache

import numpy as np
import scipy.fft

from soribit_training import data
from soribit_training.features import kaldi_mel

YAMNET, MN04 = data.DEFAULT_TEACHER, data.SHARED / "models" / "mn04_as.npz"
SAMPLES = 32352  # of a window of the trunk
PATCH, STARTS = 15600, (0, 16752)
FFT, HOP = 1024, 320  # of mn04, at 32 kHz


@lru_cache(maxsize=1)
def _mn04_tables():
    hann = np.zeros(FFT, np.float32)
    hann[112:912] = np.hanning(800)
    step = kaldi_mel(15000.0) / 129
    bins = kaldi_mel(np.arange(FFT // 2 + 1) * 32000 / FFT) / step
    mel = np.maximum(0, 1 - np.abs(bins[:, None] - np.arange(1, 129)))
    mel[-1] = 0
    return hann, mel.astype(np.float32)


def doubled(wave):
    """A wave at 16 kHz -> the same at 32 kHz, by its spectrum."""
    n = scipy.fft.next_fast_len(len(wave), real=True)
    bins = np.zeros(n + 1, np.complex64)
    bins[:n // 2 + 1] = scipy.fft.rfft(np.asarray(wave, np.float32), n)
    return (2 * scipy.fft.irfft(bins, 2 * n))[:2 * len(wave)]


def mn04_features(wave):
    """A wave at 32 kHz -> the input of mn04, float32 [frames, 128]."""
    hann, mel = _mn04_tables()
    wave = np.asarray(wave, np.float32)
    wave = np.pad(wave[1:] - np.float32(0.97) * wave[:-1], FFT // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(wave, FFT)[::HOP]
    bins = scipy.fft.rfft(frames * hann, axis=1)
    power = (bins.real ** 2 + bins.imag ** 2) @ mel
    return (np.log(power + 1e-5) + 4.5) / 5


def mn04_flatbuffer(frames=200):
    """mn04 as TFLite: features [1, frames, 128, 1] -> embedding [1, 384], logits [1, 527]."""
    import tensorflow as tf

    from soribit_training import trunk

    model = trunk.load(trunk.published(frames), MN04)
    return tf.lite.TFLiteConverter.from_keras_model(model).convert()


def yamnet_flatbuffer(path=YAMNET):
    """YAMNet with its embedding as a second output."""
    from tensorflow.lite.tools import flatbuffer_utils

    model = flatbuffer_utils.read_model(str(path))
    graph = model.subgraphs[0]
    inner = [i for i, t in enumerate(graph.tensors)
             if t.shape is not None and list(t.shape) in ([1, 1024], [1, 1, 1, 1024])]
    embedding = [int(i) for op in graph.operators for i in op.outputs if i in inner][-1]
    graph.outputs = np.append(graph.outputs, embedding).astype(np.int32)
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


class _Net:
    def __init__(self, content):
        import tensorflow as tf

        self.net = tf.lite.Interpreter(model_content=content, num_threads=1)
        self.net.allocate_tensors()
        self.input = self.net.get_input_details()[0]
        self.outputs = {int(np.prod(d["shape"])): d["index"] for d in self.net.get_output_details()}

    def __call__(self, x, *sizes):
        self.net.set_tensor(self.input["index"], x.reshape(self.input["shape"]))
        self.net.invoke()
        return [self.net.get_tensor(self.outputs[n]).reshape(-1).copy() for n in sizes]


class Teachers:
    """A dry window float32 [32352] at 16 kHz -> (mn04's scores [527], YAMNet's scores [521],
    embedding [384 + 2 x 1024]: mn04's, YAMNet's mean and maximum)."""

    def __init__(self, mn04, yamnet):
        self.mn04, self.yamnet = _Net(mn04), _Net(yamnet)

    def __call__(self, wave):
        peak = float(np.abs(wave).max())
        wave = (wave * (0.5 / peak) if peak > 1e-3 else wave).astype(np.float32)
        features = mn04_features(doubled(wave)[:2 * 32000 - 1])
        own, logits = self.mn04(features, 384, 527)
        heard = [self.yamnet(wave[a:a + PATCH], 521, 1024) for a in STARTS]
        inner = np.stack([h[1] for h in heard])
        return (1 / (1 + np.exp(-logits)), np.max([h[0] for h in heard], axis=0),
                np.concatenate([own, inner.mean(0), inner.max(0)]))


def _write(cache):
    for name, make in (("mn04.tflite", mn04_flatbuffer), ("yamnet-inner.tflite", yamnet_flatbuffer)):
        (cache / name).write_bytes(make())


def flatbuffers(cache):
    """(mn04, YAMNet) as TFLite, made once by a process of its own: a process that has used
    TensorFlow must not be forked."""
    cache.mkdir(parents=True, exist_ok=True)
    paths = [cache / "mn04.tflite", cache / "yamnet-inner.tflite"]
    if not all(p.exists() for p in paths):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            pool.apply(_write, (cache,))
    return [p.read_bytes() for p in paths]
