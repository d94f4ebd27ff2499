#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks an archive with an OCI image layout: digests, sizes, media types, and what a container engine needs. Prints what is in it."""
import gzip
import hashlib
import io
import json
import re
import sys
import tarfile

DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"


class Invalid(Exception):
    """What is wrong, and where."""


def check(good, message):
    if not good:
        raise Invalid(message)


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


class Layout:
    """The members of an archive; every descriptor that is followed is checked."""

    def __init__(self, archive):
        with tarfile.open(archive) as tar:
            self.members = {m.name: tar.extractfile(m).read() for m in tar.getmembers() if m.isfile()}
        self.followed = set()

    def json(self, name):
        check(name in self.members, f"there is no {name}")
        return json.loads(self.members[name])

    def follow(self, descriptor, kind):
        """The content that a descriptor names."""
        check(descriptor.get("mediaType") == kind, f"{descriptor}: the media type must be {kind}")
        check(DIGEST.fullmatch(descriptor.get("digest", "")), f"{descriptor}: no sha256 digest")
        name = "blobs/sha256/" + descriptor["digest"].split(":")[1]
        check(name in self.members, f"there is no {name}")
        data = self.members[name]
        check(len(data) == descriptor.get("size"), f"{name} has {len(data)} bytes, not {descriptor.get('size')}")
        check(digest(data) == descriptor["digest"], f"{name} is not what its digest says")
        self.followed.add(name)
        return data


def check_config(config, layers):
    """What starts a container."""
    check(config.get("os") == "linux" and config.get("architecture") in ("amd64", "arm64"), "the configuration names no platform of ours")
    check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", config.get("created", "")), "created is no time")
    run = config.get("config", {})
    check(run.get("User") not in (None, "", "0", "root"), "it would run as root")
    check(run.get("Entrypoint") and "/data" in run.get("Volumes", {}), "no entry point, or no volume for the data")
    check(all("=" in line for line in run.get("Env", [])), "Env has a line that is no assignment")
    check(run.get("Healthcheck", {}).get("Test", [None])[0] == "CMD", "there is no health check")
    check(config.get("rootfs", {}).get("type") == "layers", "rootfs is no list of layers")
    check(len(config["rootfs"]["diff_ids"]) == layers, "as many diff_ids as layers are needed")
    check(len(config.get("history", [])) == layers, "as many entries of the history as layers are needed")


def validate(archive):
    """Raises Invalid; returns the configuration and the names in all layers."""
    layout = Layout(archive)
    check(layout.json("oci-layout") == {"imageLayoutVersion": "1.0.0"}, "oci-layout is not of version 1.0.0")
    index = layout.json("index.json")
    check(index.get("schemaVersion") == 2 and index.get("mediaType") == INDEX, "index.json is no image index")
    check(len(index.get("manifests", [])) == 1, "index.json must name one image")
    described = index["manifests"][0]
    manifest = json.loads(layout.follow(described, MANIFEST))
    check(manifest.get("schemaVersion") == 2 and manifest.get("mediaType") == MANIFEST, "the manifest is none")
    config = json.loads(layout.follow(manifest.get("config", {}), CONFIG))
    layers = manifest.get("layers", [])
    check(layers, "there is no layer")
    check_config(config, len(layers))
    check(described.get("platform", {}).get("architecture") == config["architecture"], "index and configuration differ in the architecture")
    names = {}
    for descriptor, plain in zip(layers, config["rootfs"]["diff_ids"]):
        content = gzip.decompress(layout.follow(descriptor, LAYER))
        check(digest(content) == plain, f"{descriptor['digest']} unpacked is not what its diff_id says")
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            for member in tar.getmembers():
                check(not member.name.startswith("/") and ".." not in member.name.split("/"), f"{member.name} leads out of the image")
                check(not member.isdev(), f"{member.name} is a device")
                names[member.name] = member
    blobs = {name for name in layout.members if name.startswith("blobs/")}
    check(blobs == layout.followed, f"nothing names {sorted(blobs - layout.followed)}")
    return config, names


def main():
    try:
        config, names = validate(sys.argv[1])
    except (Invalid, KeyError, tarfile.TarError, json.JSONDecodeError) as e:
        sys.exit(f"{sys.argv[1]}: {e}")
    for path in [p.lstrip("/") for p in config["config"]["Entrypoint"] + config["config"]["Healthcheck"]["Test"][1:]]:
        if path not in names or not names[path].mode & 0o111:
            sys.exit(f"{sys.argv[1]}: {path} is not in it, or cannot be run")
    print(f"{config['architecture']}: {len(names)} files in {len(config['rootfs']['diff_ids'])} layers, all digests and sizes as they should be")


if __name__ == "__main__":
    main()
