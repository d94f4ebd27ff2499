#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Packs folders, one per layer, as an OCI image layout in an archive; the same folders and SOURCE_DATE_EPOCH give the same bytes."""
import argparse
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import stat
import tarfile
import tempfile

PROGRAM = "/usr/lib/soribit/bin/soribit"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
INDEX = "application/vnd.oci.image.index.v1+json"
SECOND = 10**9


class Hashed:
    """Writes to a file, and knows the digest and size of what was written."""

    def __init__(self, file):
        self.file, self.sha, self.size = file, hashlib.sha256(), 0

    def write(self, data):
        self.sha.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self):
        self.file.flush()

    @property
    def digest(self):
        return "sha256:" + self.sha.hexdigest()


def entries(folder):
    """Everything below a folder, by name."""
    for path, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(folders + files):
            yield os.path.join(path, name)


def add(tar, folder, path, epoch, seen):
    """Adds a file, folder or link; devices and sockets are the engine's."""
    status = os.lstat(path)
    kind = status.st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind) or stat.S_ISLNK(kind)):
        return
    name = os.path.relpath(path, folder)
    info = tarfile.TarInfo(name)
    info.mode, info.uid, info.gid, info.mtime = stat.S_IMODE(kind), status.st_uid, status.st_gid, min(int(status.st_mtime), epoch)
    if stat.S_ISDIR(kind):
        info.type, info.mtime = tarfile.DIRTYPE, epoch
        tar.addfile(info)
    elif stat.S_ISLNK(kind):
        info.type, info.linkname, info.mtime = tarfile.SYMTYPE, os.readlink(path), epoch
        tar.addfile(info)
    elif status.st_nlink > 1 and status.st_ino in seen:
        info.type, info.linkname = tarfile.LNKTYPE, seen[status.st_ino]
        tar.addfile(info)
    else:
        seen[status.st_ino] = name
        info.size = status.st_size
        with open(path, "rb") as content:
            tar.addfile(info, content)


def layer(folder, blobs, epoch):
    """Packs a folder; its descriptor, and the digest of what it is when unpacked."""
    with tempfile.NamedTemporaryFile(dir=blobs, delete=False) as file:
        packed = Hashed(file)
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=epoch) as zipped:
            plain = Hashed(zipped)
            with tarfile.open(fileobj=plain, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                seen = {}
                for path in entries(folder):
                    add(tar, folder, path, epoch, seen)
    os.replace(file.name, os.path.join(blobs, packed.digest.split(":")[1]))
    return {"mediaType": LAYER, "digest": packed.digest, "size": packed.size}, plain.digest


def blob(blobs, kind, content):
    """Writes a JSON document; its descriptor."""
    data = json.dumps(content, indent=1, sort_keys=True).encode()
    digest = hashlib.sha256(data).hexdigest()
    pathlib.Path(blobs, digest).write_bytes(data)
    return {"mediaType": kind, "digest": "sha256:" + digest, "size": len(data)}


def config(arch, version, created, digests):
    """How a container is started."""
    return {
        "created": created,
        "architecture": arch,
        "os": "linux",
        **({"variant": "v8"} if arch == "arm64" else {}),
        "config": {
            "User": "soribit",
            "Env": [
                "PATH=/usr/lib/soribit/bin:/usr/lib/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "JAVA_HOME=/usr/lib/java",
                "LANG=C.UTF-8",
                "HOME=/data",
                "SORIBIT_DATA=/data",
                "SORIBIT_SUPERVISE=no",
            ],
            "Entrypoint": [PROGRAM],
            "Cmd": ["run"],
            "WorkingDir": "/data",
            "Volumes": {"/data": {}},
            "ExposedPorts": {"8780/tcp": {}, "1883/tcp": {}},
            "StopSignal": "SIGTERM",
            # Not of OCI, but Docker and Podman read it there.
            "Healthcheck": {"Test": ["CMD", "/usr/lib/soribit/bin/health"], "Interval": 30 * SECOND, "Timeout": 10 * SECOND, "StartPeriod": 120 * SECOND, "Retries": 3},
            "Labels": {"org.opencontainers.image.title": "Soribit", "org.opencontainers.image.version": version, "org.opencontainers.image.licenses": "GPL-3.0-only AND Apache-2.0"},
        },
        "rootfs": {"type": "layers", "diff_ids": digests},
        "history": [{"created": created, "created_by": "runtime/image/build: " + name} for name in ("Debian", "Java", "Soribit")[-len(digests) :]],
    }


def build(out, folders, arch, version, epoch):
    """Writes the archive."""
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(out))) as layout:
        blobs = os.path.join(layout, "blobs", "sha256")
        os.makedirs(blobs)
        packed = [layer(folder, blobs, epoch) for folder in folders]
        described = blob(blobs, CONFIG, config(arch, version, created, [digest for _, digest in packed]))
        manifest = blob(blobs, MANIFEST, {"schemaVersion": 2, "mediaType": MANIFEST, "config": described, "layers": [descriptor for descriptor, _ in packed]})
        manifest["platform"] = {"architecture": arch, "os": "linux"}
        manifest["annotations"] = {"org.opencontainers.image.ref.name": version, "io.containerd.image.name": f"localhost/soribit:{version}"}
        index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [manifest]}
        with tarfile.open(out + ".new", "w", format=tarfile.PAX_FORMAT) as tar:
            members = {"oci-layout": json.dumps({"imageLayoutVersion": "1.0.0"}).encode(), "index.json": json.dumps(index, indent=1, sort_keys=True).encode()}
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size, info.mtime, info.mode = len(data), epoch, 0o644
                tar.addfile(info, io.BytesIO(data))
            for name in sorted(os.listdir(blobs)):
                info = tarfile.TarInfo("blobs/sha256/" + name)
                path = os.path.join(blobs, name)
                info.size, info.mtime, info.mode = os.path.getsize(path), epoch, 0o644
                with open(path, "rb") as content:
                    tar.addfile(info, content)
        os.replace(out + ".new", out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arch", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("out")
    parser.add_argument("layers", nargs="+", help="folders, the lowest layer first")
    options = parser.parse_args()
    build(options.out, options.layers, options.arch, options.version, int(os.environ.get("SOURCE_DATE_EPOCH", "0")))


if __name__ == "__main__":
    main()
