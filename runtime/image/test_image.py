# SPDX-License-Identifier: Apache-2.0
"""The image without Debian and Java: what is packed, that it is the same each time, and that damage is found."""
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import oci  # noqa: E402
import validate  # noqa: E402

EPOCH = 1_700_000_000


class ImageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.layers = [self.folder / "debian", self.folder / "hub"]
        program = self.layers[1] / oci.PROGRAM.lstrip("/")
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        (self.layers[1] / "data").mkdir(mode=0o700)
        etc = self.layers[0] / "etc"
        etc.mkdir(parents=True)
        (etc / "passwd").write_text("root:x:0:0::/:/bin/sh\n")
        os.link(etc / "passwd", etc / "same")
        os.symlink("passwd", etc / "link")

    def build(self, name="image.tar", epoch=EPOCH):
        out = self.folder / name
        oci.build(str(out), [str(layer) for layer in self.layers], "amd64", "1.2.3", epoch)
        return out

    def test_what_is_packed_is_valid_and_complete(self):
        config, names = validate.validate(self.build())
        self.assertEqual("amd64", config["architecture"])
        self.assertEqual("soribit", config["config"]["User"])
        self.assertEqual(0o755, names[oci.PROGRAM.lstrip("/")].mode)
        self.assertEqual(0o700, names["data"].mode)
        self.assertEqual("passwd", names["etc/link"].linkname)
        self.assertEqual({True, False}, {names["etc/passwd"].islnk(), names["etc/same"].islnk()})
        self.assertEqual("1.2.3", config["config"]["Labels"]["org.opencontainers.image.version"])

    def test_the_same_input_gives_the_same_bytes(self):
        first = self.build("first.tar").read_bytes()
        os.utime(self.layers[0] / "etc" / "passwd")
        os.utime(self.layers[0] / "etc")
        self.assertEqual(first, self.build("second.tar").read_bytes())
        self.assertNotEqual(first, self.build("later.tar", EPOCH + 1).read_bytes())

    def test_a_device_is_left_out(self):
        os.mkfifo(self.layers[0] / "etc" / "pipe")
        self.assertNotIn("etc/pipe", validate.validate(self.build())[1])

    def damaged(self, change):
        """The message about an archive whose members were changed."""
        with tarfile.open(self.build()) as tar:
            members = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}
        change(members)
        out = self.folder / "damaged.tar"
        with tarfile.open(out, "w") as tar:
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        with self.assertRaises(validate.Invalid) as found:
            validate.validate(out)
        return str(found.exception)

    @staticmethod
    def largest(members):
        return max((n for n in members if n.startswith("blobs/")), key=lambda n: len(members[n]))

    def test_damage_is_found(self):
        def flip(members):
            name = self.largest(members)
            members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])

        self.assertIn("not what its digest says", self.damaged(flip))
        self.assertIn("bytes, not", self.damaged(lambda m: m.update({self.largest(m): m[self.largest(m)] + b"x"})))
        self.assertIn("there is no", self.damaged(lambda m: m.pop(self.largest(m))))
        self.assertIn("nothing names", self.damaged(lambda m: m.update({"blobs/sha256/" + 64 * "0": b""})))

    def test_an_index_of_another_kind_is_refused(self):
        def other(members):
            index = json.loads(members["index.json"])
            index["manifests"][0]["mediaType"] = "application/json"
            members["index.json"] = json.dumps(index).encode()

        self.assertIn("media type", self.damaged(other))


class HealthTest(unittest.TestCase):
    def answer(self, status):
        """How the health check ends when the hub answers with a status."""

        class Page(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                self.send_response(status if self.path == "/health" else 404)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Page)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            return self.check(f'{{\n  "pid" : 7,\n  "page" : "http://127.0.0.1:{server.server_port}/",\n  "rooms" : [ ]\n}}\n')
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def check(self, state, house=None, *processes):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder)
            if state is not None:
                (data / "status.json").write_text(state)
            if house is not None:
                (data / "etc").mkdir()
                (data / "etc" / "io.soribit.satellite.cfg").write_text(house)
            for number, words in enumerate(processes):
                process = data / "proc" / str(number + 1)
                process.mkdir(parents=True)
                (process / "cmdline").write_bytes(b"".join(word.encode() + b"\0" for word in words))
            environment = {**os.environ, "SORIBIT_DATA": folder, "SORIBIT_PROC": str(data / "proc")}
            return subprocess.run([HERE / "health"], env=environment, capture_output=True, check=False).returncode

    def test_it_asks_the_page_that_the_hub_names(self):
        self.assertEqual(0, self.answer(200))
        self.assertEqual(1, self.answer(503))

    def test_without_a_hub_it_fails(self):
        self.assertEqual(1, self.check(None))
        self.assertEqual(1, self.check('{\n  "page" : null\n}'))
        self.assertEqual(1, self.check('{\n  "page" : "http://127.0.0.1:1/"\n}'))

    def test_a_satellite_has_no_page_and_is_asked_for_its_process(self):
        house = "# mine\nhouse = tcp://hub:1883\n"
        java = ["java", "-cp", "boot/*", "io.soribit.launcher.Main"]
        self.assertEqual(0, self.check(None, house, ["sh"], [*java, "run"]))
        self.assertEqual(0, self.check(None, house, [*java, "run", "--data", "/data"]))
        self.assertEqual(1, self.check(None, house, ["sh"], [*java, "status"]))
        self.assertEqual(1, self.check(None, house))
        self.assertEqual(1, self.check(None, "house =\n", [*java, "run"]))


if __name__ == "__main__":
    unittest.main()
