# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from soribit_training import data
from soribit_training.quantise import VARIANTS, quantise
from soribit_training.runner import Runner
from soribit_training.study import checkpoint, restore

GOLDEN = data.TRAINING / "golden"


def net(tf):
    """Every operator that our networks have, batch norm included: [8, 6, 1] -> 4 scores."""
    layers = tf.keras.layers
    tf.keras.utils.set_random_seed(2)
    inputs = tf.keras.Input((8, 6, 1))
    x = layers.Rescaling(1 / 20.0, offset=2.0)(inputs)
    x = layers.ZeroPadding2D(1)(x)
    x = layers.Conv2D(8, 3, strides=2, use_bias=False)(x)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    y = layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(x))
    x = layers.ReLU()(layers.Add()([x, y]))
    x = layers.MaxPooling2D(2, padding="same")(x)
    x = layers.GlobalAveragePooling2D()(x)
    model = tf.keras.Model(inputs, layers.Dense(4, activation="softmax")(x))
    rng = np.random.default_rng(3)
    model.layers[-1].bias.assign(rng.normal(size=4))
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 2, 8), rng.normal(size=8), rng.normal(size=8),
                               rng.uniform(0.5, 2, 8)])
    return model


def mobile(tf):
    """Every operator that the trunk adds: depthwise, hard-swish in parts, squeeze-excitation."""
    layers = tf.keras.layers
    tf.keras.utils.set_random_seed(2)
    inputs = tf.keras.Input((8, 6, 1))
    x = layers.ReLU()(layers.Rescaling(1.0, offset=np.linspace(40, 60, 6)[:, None])(inputs))
    x = layers.Conv2D(8, 3, strides=2)(layers.ZeroPadding2D(((0, 0), (0, 2)))(x))
    x = layers.Multiply()([x, layers.ReLU(6.0)(layers.Rescaling(1.0, 3.0)(x))])
    x = layers.DepthwiseConv2D(3, padding="same", activation="relu")(x)
    y = layers.GlobalAveragePooling2D(keepdims=True)(x)
    y = layers.Conv2D(8, 1, activation="sigmoid")(layers.Conv2D(4, 1, activation="relu")(y))
    x = layers.Multiply()([x, y])
    x = layers.Concatenate()([layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x)])
    return tf.keras.Model(inputs, layers.Dense(4, activation="sigmoid")(x))


@pytest.fixture(name="tf")
def tensorflow():
    return pytest.importorskip("tensorflow", reason="converting needs TensorFlow, which only "
                                                    "training installs")


@pytest.fixture(name="windows")
def decibels():
    return np.random.default_rng(1).uniform(-70, 10, (40, 8, 6, 1)).astype(np.float32)


@pytest.mark.parametrize("form,weights", [("float32", np.float32), ("float16", np.float16)])
def test_weights_are_read_back(tf, windows, form, weights):
    model = net(tf)
    content = quantise(model, form)
    again = restore.keras(content)
    np.testing.assert_allclose(again(windows), Runner(content).scores(windows), atol=1e-6)
    np.testing.assert_allclose(again(windows), model(windows), atol=2e-3)
    kernels = [v for v in restore.read(content).constants.values() if v.ndim == 4]
    assert {k.dtype for k in kernels} <= {np.dtype(weights), np.dtype(np.float32)}
    scaling, first, second, dense = 2, 3 * 3 * 8 + 8, 3 * 3 * 8 * 8 + 8, 8 * 4 + 4
    assert restore.weights(restore.read(content)) == scaling + first + second + dense


def test_the_trunks_operators_are_read_back(tf, windows):
    model = mobile(tf)
    again = restore.keras(quantise(model, "float32"))
    np.testing.assert_allclose(again(windows), model(windows), atol=1e-6)


def test_narrowed_ranges_ignore_a_rare_extreme(tf, windows):
    """One loud window takes most steps from all others, unless the ends are moved in."""
    model = mobile(tf)
    loud = np.concatenate([windows, windows[:1] + 1000])
    scores = [Runner(quantise(model, "integer", loud, narrow=n)).scores(windows) for n in (False, True)]
    errors = [np.abs(s - model(windows)).mean() for s in scores]
    assert errors[1] < 0.5 * errors[0]


def test_no_steps_are_spent_below_what_hard_swish_hears(tf):
    """A channel far below -3 takes most steps from all others, though hard-swish makes nothing of it."""
    layers, rng = tf.keras.layers, np.random.default_rng(4)
    x = rng.normal(0, 1, (40, 8, 6, 2)).astype(np.float32)
    inputs = tf.keras.Input((8, 6, 2))
    y = layers.Conv2D(2, 1)(inputs)
    y = layers.Multiply()([y, layers.ReLU(6.0)(layers.Rescaling(1.0, 3.0)(y))])
    model = tf.keras.Model(inputs, layers.Conv2D(1, 1, kernel_initializer="ones")(y))
    model.layers[1].set_weights([np.eye(2, dtype=np.float32)[None, None], np.array([0, -100])])
    errors = [np.abs(Runner(quantise(model, "integer", x, narrow=n)).scores(x)
                     - model(x).numpy().reshape(40, -1)).mean() for n in (False, True)]
    assert errors[1] < 0.7 * errors[0]


@pytest.mark.parametrize("form,kind", [("integer", np.float32), ("full-integer", np.int8)])
def test_narrowed_forms_have_the_same_edges(tf, windows, form, kind):
    runner = Runner(quantise(mobile(tf), form, windows, narrow=True))
    assert runner.input["dtype"] == runner.output["dtype"] == kind
    assert np.abs(runner.scores(windows) - mobile(tf)(windows)).mean() < 0.02


def test_what_is_read_back_converts_to_the_same_file_again(tf, windows):
    first = restore.keras(quantise(net(tf), "float16"))
    second = restore.keras(quantise(first, "float16"))
    np.testing.assert_array_equal(first(windows), second(windows))


@pytest.mark.parametrize("form", VARIANTS)
def test_each_form_says_what_the_model_says(tf, windows, form):
    model = net(tf)
    runner = Runner(quantise(model, form, windows))
    kind = np.int8 if form == "full-integer" else np.float32
    assert runner.input["dtype"] == runner.output["dtype"] == kind
    np.testing.assert_allclose(runner.scores(windows), model(windows), atol=0.05)


def test_integers_are_refused_without_calibration():
    with pytest.raises(ValueError, match="needs calibration windows"):
        quantise(None, "integer")
    with pytest.raises(ValueError, match="float64: one of float32"):
        quantise(None, "float64")


def test_float16_constants_are_those_of_float32_rounded():
    exact, rounded = (restore.read((GOLDEN / f"tiny-{form}.tflite").read_bytes())
                      for form in ("float32", "float16"))
    kernels = [[net.constants[o.inputs[1]] for o in net.operators
                if o.name in ("CONV_2D", "FULLY_CONNECTED")] for net in (exact, rounded)]
    assert len(kernels[0]) == 3 and restore.weights(exact) == restore.weights(rounded)
    for full, half in zip(*kernels):
        np.testing.assert_array_equal(full.astype(np.float16).astype(np.float32), half)


def test_a_quantised_file_cannot_be_read_back():
    with pytest.raises(ValueError, match="is quantised"):
        restore.read((GOLDEN / "tiny-full-int8.tflite").read_bytes())


def test_batch_norm_in_training_mode_takes_each_windows_own_statistics(tf, windows):
    model = net(tf)
    expected = [model(one[None], training=True)[0] for one in windows[:5]]
    np.testing.assert_allclose(checkpoint.live(net(tf))(windows[:5]), expected, atol=1e-4)


def test_stale_batch_norm_is_another_model(tf, windows):
    model = net(tf)
    stale = checkpoint.stale(model)
    assert np.abs(stale(windows) - model(windows)).max() > 0.05
