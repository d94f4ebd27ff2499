# SPDX-License-Identifier: Apache-2.0
"""A float TFLite file -> the Keras model it was made from, with batch norm folded in.

The committed float16 file is thus enough to make every other form again. Read are the operators
that our convolutional networks consist of; any other is refused by name. The graph's constants
become float32 weights, exactly; layers are named after the operator and its place in the file.
"""
from dataclasses import dataclass

import numpy as np

INTEGERS = ("SHAPE", "STRIDED_SLICE", "PACK")  # arithmetic on shapes: the shapes are known
SAME = 0  # of the schema's enumeration Padding
ACTIVATIONS = {0: "linear", 1: "relu", 3: "relu6"}  # its ActivationFunctionType


@dataclass(frozen=True)
class Operator:
    """One step: its name in the schema, its tensors by number, its options."""
    name: str
    inputs: tuple
    outputs: tuple
    options: object


@dataclass(frozen=True)
class Network:
    """A TFLite graph: operators in order, constants (dequantised) and shapes by tensor number."""
    operators: list
    constants: dict
    shapes: dict
    input: int
    output: int


def _schema():
    try:
        from ai_edge_litert import schema_py_generated as schema
    except ImportError:
        from tensorflow.lite.python import schema_py_generated as schema
    return schema


def read(content):
    """TFLite bytes -> Network. Constants must be float32, float16 or int32."""
    schema = _schema()
    names = {v: k for k, v in vars(schema.BuiltinOperator).items() if isinstance(v, int)}
    kinds = {schema.TensorType.FLOAT32: np.float32, schema.TensorType.FLOAT16: np.float16,
             schema.TensorType.INT32: np.int32}
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(content, 0))
    codes = [names[max(c.builtinCode, c.deprecatedBuiltinCode)] for c in model.operatorCodes]
    graph = model.subgraphs[0]
    constants, shapes = {}, {}
    for number, tensor in enumerate(graph.tensors):
        shapes[number] = tuple(int(n) for n in np.atleast_1d(tensor.shape)) \
            if tensor.shape is not None else ()
        raw = model.buffers[tensor.buffer].data
        if raw is None or not len(raw):
            continue
        if tensor.type not in kinds:
            raise ValueError(f"constant {tensor.name.decode()} is quantised: a float file is wanted")
        value = np.frombuffer(np.asarray(raw, np.uint8).tobytes(), kinds[tensor.type])
        constants[number] = value.reshape(shapes[number])
    operators = []
    for one in graph.operators:
        name = codes[one.opcodeIndex]
        inputs, outputs = tuple(map(int, one.inputs)), tuple(map(int, one.outputs))
        if name == "DEQUANTIZE" and inputs[0] in constants:
            constants[outputs[0]] = constants[inputs[0]].astype(np.float32)
        elif name not in INTEGERS:
            operators.append(Operator(name, inputs, outputs, one.builtinOptions))
    return Network(operators, constants, shapes, int(graph.inputs[0]), int(graph.outputs[0]))


def weights(network):
    """Number of float weights that the graph's operators use."""
    used = {i for o in network.operators for i in o.inputs}
    return sum(network.constants[i].size for i in used
               if i in network.constants and network.constants[i].dtype != np.int32)


def keras(content):
    """TFLite bytes -> Keras model of the same function, for batches of any size."""
    import tensorflow as tf

    network = read(content)
    inputs = tf.keras.Input(network.shapes[network.input][1:], name="log_mel")
    builder = _Builder(network, tf.keras.layers, {network.input: inputs})
    for number, operator in enumerate(network.operators):
        builder.add(number, operator)
    return tf.keras.Model(inputs, builder.tensors[network.output], name="restored")


class _Builder:
    def __init__(self, network, layers, tensors):
        self.network, self.layers, self.tensors = network, layers, tensors
        self.factors = {}  # tensor -> (tensor, factor): a product whose sum comes next

    def add(self, number, operator):
        step = self.STEPS.get(operator.name)
        if step is None:
            raise ValueError(f"operator {number} is {operator.name}: not one of our networks' own")
        made = step(self, operator, f"{operator.name.lower()}_{number}")
        if made is not None:
            self.tensors[operator.outputs[0]] = made

    def _constant(self, operator, at):
        return self.network.constants[operator.inputs[at]]

    def _weighted(self, layer, operator, kernel, channels=None):
        x = self.tensors[operator.inputs[0]]
        biased = len(operator.inputs) > 2 and operator.inputs[2] >= 0
        bias = self._constant(operator, 2) if biased else np.zeros(channels or kernel.shape[-1], np.float32)
        made = layer(x)
        layer.set_weights([kernel, bias])
        return made

    def _activated(self, x, operator, name):
        active = operator.options.fusedActivationFunction
        if ACTIVATIONS[active] == "linear":
            return x
        most = 6.0 if ACTIVATIONS[active] == "relu6" else None
        return self.layers.ReLU(most, name=name + "_relu")(x)

    def _mul(self, operator, name):
        first, second = operator.inputs
        if second in self.network.constants:
            self.factors[operator.outputs[0]] = (first, float(self._constant(operator, 1)))
            return None
        return self.layers.Multiply(name=name)([self.tensors[first], self.tensors[second]])

    def _sum(self, operator, name):
        first, second = operator.inputs
        if second in self.network.constants:
            source, factor = self.factors.get(first, (first, 1.0))
            made = self.layers.Rescaling(factor, self._constant(operator, 1).astype(np.float32),
                                         name=name)(self.tensors[source])
        else:
            made = self.layers.Add(name=name)([self.tensors[first], self.tensors[second]])
        return self._activated(made, operator, name)

    def _pad(self, operator, name):
        (_, _), rows, columns, (_, _) = self._constant(operator, 1).tolist()
        return self.layers.ZeroPadding2D((rows, columns), name=name)(
            self.tensors[operator.inputs[0]])

    def _conv_2d(self, operator, name):
        kernel = self._constant(operator, 1).transpose(1, 2, 3, 0)
        options = operator.options
        layer = self.layers.Conv2D(
            kernel.shape[-1], kernel.shape[:2], (options.strideH, options.strideW),
            "same" if options.padding == SAME else "valid",
            activation=ACTIVATIONS[options.fusedActivationFunction], name=name)
        return self._weighted(layer, operator, kernel)

    def _depthwise_conv_2d(self, operator, name):
        kernel = self._constant(operator, 1).transpose(1, 2, 3, 0)
        options = operator.options
        layer = self.layers.DepthwiseConv2D(
            kernel.shape[:2], (options.strideH, options.strideW),
            "same" if options.padding == SAME else "valid",
            activation=ACTIVATIONS[options.fusedActivationFunction], name=name)
        return self._weighted(layer, operator, kernel, kernel.shape[-2])

    def _fully_connected(self, operator, name):
        kernel = self._constant(operator, 1).T
        layer = self.layers.Dense(
            kernel.shape[-1], ACTIVATIONS[operator.options.fusedActivationFunction], name=name)
        return self._weighted(layer, operator, kernel)

    def _pooled(self, kind, operator, name):
        options = operator.options
        return kind((options.filterHeight, options.filterWidth), (options.strideH, options.strideW),
                    "same" if options.padding == SAME else "valid", name=name)(
                        self.tensors[operator.inputs[0]])

    def _max_pool_2d(self, operator, name):
        return self._pooled(self.layers.MaxPooling2D, operator, name)

    def _average_pool_2d(self, operator, name):
        return self._pooled(self.layers.AveragePooling2D, operator, name)

    def _mean(self, operator, name):
        if sorted(self._constant(operator, 1).tolist()) != [1, 2]:
            raise ValueError(f"{name} is a mean over other axes than height and width")
        return self.layers.GlobalAveragePooling2D(
            keepdims=bool(operator.options.keepDims), name=name)(self.tensors[operator.inputs[0]])

    def _reduce_max(self, operator, name):
        if sorted(self._constant(operator, 1).tolist()) != [1, 2]:
            raise ValueError(f"{name} is a maximum over other axes than height and width")
        return self.layers.GlobalMaxPooling2D(
            keepdims=bool(operator.options.keepDims), name=name)(self.tensors[operator.inputs[0]])

    def _concatenation(self, operator, name):
        return self.layers.Concatenate(operator.options.axis, name=name)(
            [self.tensors[i] for i in operator.inputs])

    def _reshape(self, operator, name):
        return self.layers.Reshape(self.network.shapes[operator.outputs[0]][1:], name=name)(
            self.tensors[operator.inputs[0]])

    def _softmax(self, operator, name):
        return self.layers.Activation("softmax", name=name)(self.tensors[operator.inputs[0]])

    def _logistic(self, operator, name):
        return self.layers.Activation("sigmoid", name=name)(self.tensors[operator.inputs[0]])

    STEPS = {"MUL": _mul, "ADD": _sum, "PAD": _pad, "CONV_2D": _conv_2d,
             "DEPTHWISE_CONV_2D": _depthwise_conv_2d, "REDUCE_MAX": _reduce_max,
             "CONCATENATION": _concatenation,
             "FULLY_CONNECTED": _fully_connected, "MAX_POOL_2D": _max_pool_2d,
             "AVERAGE_POOL_2D": _average_pool_2d, "MEAN": _mean, "RESHAPE": _reshape,
             "SOFTMAX": _softmax, "LOGISTIC": _logistic}
