# SPDX-License-Identifier: Apache-2.0
"""The second output of the home model, added to the bundles as they are; `package` adds it to what it packs. Seconds."""
import hashlib

from soribit_training import families, outputs, package


def add_arguments(parser):
    parser.add_argument("--tensor", default=outputs.TENSOR, help="the end of its name (%(default)s)")


def run(arguments):
    """Exposes it in the bundles of `home` as they are; seconds. What `package` makes has it already."""
    family = families.FAMILIES["home"]

    def change(variant, about):
        path = family.bundle(variant) / about["file"]
        content, embedding = outputs.exposed(path.read_bytes(), arguments.tensor)
        path.write_bytes(content)
        about["sha256"] = hashlib.sha256(content).hexdigest()
        entries = [(key, value) for key, value in about.items() if key != "embedding"]
        at = [key for key, _ in entries].index("golden") + 1
        about.clear()
        about.update(entries[:at] + [("embedding", outputs.described(family, embedding))] + entries[at:])
        print(about["id"], about["embedding"])

    package.changed(family, change)
