# SPDX-License-Identifier: Apache-2.0
"""What the head of a TFLite file looks at, as a second output: sounds that a household teaches are
learnt on it, in the same inference.

Nothing of the file is made anew: the list of outputs is written once more behind its end, with one
tensor more, and the subgraph points there. So the scores stay what they were, bit for bit. The signature keeps
its one output.
"""
import struct

TENSOR = "mean_and_max_1/concat"  # what the trunk makes of a window: mean and maximum of its last feature map
OUTPUTS = 2  # field of a SubGraph
TENSORS, SHAPE, TYPE, NAME = 0, 0, 1, 3  # of a SubGraph; of a Tensor
TYPES = {0: "float32", 9: "int8", 3: "uint8"}


class _Table:
    """A table of a flatbuffer at a position."""

    def __init__(self, content, at):
        self.content, self.at = content, at

    def _u32(self, at):
        return struct.unpack_from("<I", self.content, at)[0]

    def field(self, number):
        """Where a field lies; 0 if it has its default."""
        vtable = self.at - struct.unpack_from("<i", self.content, self.at)[0]
        size = struct.unpack_from("<H", self.content, vtable)[0]
        slot = 4 + 2 * number
        offset = struct.unpack_from("<H", self.content, vtable + slot)[0] if slot < size else 0
        return self.at + offset if offset else 0

    def follow(self, number):
        at = self.field(number)
        return at + self._u32(at)

    def tables(self, number):
        at = self.follow(number)
        places = (at + 4 + 4 * i for i in range(self._u32(at)))
        return [_Table(self.content, p + self._u32(p)) for p in places]

    def text(self, number):
        at = self.follow(number)
        return bytes(self.content[at + 4:at + 4 + self._u32(at)]).decode()

    def numbers(self, number):
        at = self.follow(number)
        return list(struct.unpack_from(f"<{self._u32(at)}i", self.content, at + 4))


def _subgraph(content):
    return _Table(content, struct.unpack_from("<I", content, 0)[0]).tables(2)[0]


def exposed(content, tensor=TENSOR):
    """(The file with the one tensor of that name among its outputs, `embedding` of its descriptor)."""
    graph = _subgraph(content)
    tensors = graph.tables(TENSORS)
    named = [i for i, t in enumerate(tensors) if t.text(NAME).endswith(tensor)]
    if len(named) != 1:
        raise ValueError(f"{len(named)} tensors are named {tensor}: one is wanted")
    outputs, kind = graph.numbers(OUTPUTS), tensors[named[0]].field(TYPE)
    if named[0] not in outputs:
        outputs.append(named[0])
        made = bytearray(content) + bytes(-len(content) % 4)
        at, field = len(made), graph.field(OUTPUTS)
        made += struct.pack(f"<I{len(outputs)}i", len(outputs), *outputs)
        struct.pack_into("<I", made, field, at - field)
        content = bytes(made)
    return content, {"output": outputs.index(named[0]), "shape": tensors[named[0]].numbers(SHAPE),
                     "type": TYPES[content[kind] if kind else 0]}


def described(family, embedding):
    """`embedding` of the descriptor; what is learnt on one variant serves the others of its trunk."""
    return embedding | {"trunk": f"{family.name}-{family.version}"}
