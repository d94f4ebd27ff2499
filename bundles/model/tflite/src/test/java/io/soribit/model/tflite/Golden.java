// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** The tiny models, what they are fed, and what Python's TensorFlow Lite makes of it. */
final class Golden {
    static final ObjectMapper JSON = new ObjectMapper();
    static final int FRAMES = 16;
    static final int BANDS = 12;

    private static final Path DIRECTORY = Path.of(System.getProperty("soribit.golden"));
    private static final Path NATIVES =
            Path.of(System.getProperty("soribit.scratch"), "natives", "plain");

    private Golden() {}

    static ModelLoader loader() {
        return new ModelLoader(library(), (sha256, flatbuffer) -> {});
    }

    static NativeLibrary library() {
        return new NativeLibrary(NATIVES);
    }

    static List<String> names() {
        Iterable<String> names = () -> scores().get("tiny").fieldNames();
        return StreamSupport.stream(names.spliterator(), false).toList();
    }

    static JsonNode scores(String name) {
        return scores().get("tiny").get(name);
    }

    private static JsonNode scores() {
        try {
            return JSON.readTree(DIRECTORY.resolve("scores.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] flatbuffer(String name) {
        try {
            return Files.readAllBytes(DIRECTORY.resolve(name + ".tflite"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sound flatbuffer that the hub refuses. */
    static byte[] refused(String name) {
        try (InputStream in = Golden.class.getResourceAsStream(name + ".tflite")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The window that the scores belong to. */
    static FloatBuffer window() {
        FloatBuffer window =
                ByteBuffer.allocateDirect(FRAMES * BANDS * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        for (int i = 0; i < FRAMES; i++) {
            for (int j = 0; j < BANDS; j++) {
                window.put((float) (-15 + 40 * Math.sin(0.3 * i) * Math.cos(0.5 * j)));
            }
        }
        return window.flip();
    }

    /** A descriptor that matches the file. */
    static ObjectNode descriptor(String name) {
        JsonNode scores = scores(name);
        ObjectNode root = JSON.createObjectNode();
        root.put("id", name).put("family", "tiny").put("variant", name.substring(5));
        root.put("version", "1.2.3").put("file", "model.tflite");
        root.put("sha256", sha256(flatbuffer(name)));
        ArrayNode labels = root.putArray("labels");
        List.of("doorbell", "knock", "siren", "dog", "background").forEach(labels::add);
        root.putObject("frontEnd").put("type", "log-mel").put("bands", BANDS).put("scale", "htk");
        root.set("input", tensor(scores.get("input")));
        root.set("output", tensor(scores.get("output")));
        ObjectNode thresholds = root.putObject("thresholds");
        thresholds.putObject("default").put("onset", 0.5).put("offset", 0.25);
        thresholds
                .putObject("labels")
                .putObject("dog")
                .put("onset", 0.75)
                .put("offset", 0.5)
                .put("windows", 1);
        root.putObject("card").put("description", "random weights").putArray("limits").add("says");
        return root;
    }

    private static JsonNode tensor(JsonNode tensor) {
        return tensor.<ObjectNode>deepCopy().retain("type", "shape");
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static TfLiteModel load(String name) throws ModelException {
        return loader().load(files(descriptor(name), flatbuffer(name)), new Candidate(name, ""));
    }

    static ModelFiles files(JsonNode descriptor, byte[] flatbuffer) {
        return new ModelFiles() {
            @Override
            public byte[] descriptor() {
                return bytes(descriptor);
            }

            @Override
            public byte[] read(String path) {
                return flatbuffer;
            }
        };
    }

    static byte[] bytes(JsonNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
