// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import io.soribit.common.io.Archive;
import io.soribit.common.io.ArchiveLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a TensorFlow Lite file: its tensors (TFLite schema 3), and where there are any,
 * TFLite Metadata and the files packed with it.
 *
 * @param input the only input
 * @param output the first output
 * @param embedding the second output; null if there is none
 * @param sampleRate of the audio it takes, in hertz; 0 if not given
 * @param labels one per output; empty if not given
 */
record TfLiteFile(
        Tensor input,
        Tensor output,
        @Nullable Tensor embedding,
        String version,
        String description,
        String licence,
        int sampleRate,
        List<String> labels) {
    private static final int IDENTIFIER = 0x334C4654; // TFL3
    private static final int AUDIO = 4;
    private static final int AXIS_LABELS = 2;
    private static final int MOST_LABEL_BYTES = 1 << 20;
    private static final int MOST_METADATA = 100;
    private static final ArchiveLimits PACKED = ArchiveLimits.ofEntries(1_000);

    /**
     * A tensor.
     *
     * @param type {@code float32} and so on
     * @param open whether its shape is an example only; of how many windows at once does not count
     */
    record Tensor(String type, List<Integer> shape, boolean open) {
        private static final List<String> TYPES =
                List.of(
                        "float32",
                        "float16",
                        "int32",
                        "uint8",
                        "int64",
                        "string",
                        "bool",
                        "int16",
                        "complex64",
                        "int8");

        static Tensor of(FlatTable tensor) {
            int type = tensor.octet(1);
            return new Tensor(
                    type >= 0 && type < TYPES.size() ? TYPES.get(type) : "type " + type,
                    tensor.numbers(0),
                    isOpen(tensor.numbers(7)));
        }

        private static boolean isOpen(List<Integer> signature) {
            int first = signature.size() > 1 ? 1 : 0;
            return signature.stream().skip(first).anyMatch(size -> size < 0);
        }

        int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }
    }

    /**
     * Reads a file.
     *
     * @param content of the file
     * @throws ModelException if it is no such model, or one with several inputs or more than two
     *     outputs
     */
    static TfLiteFile read(Path file, ByteBuffer content) throws ModelException, IOException {
        if (content.capacity() < 8 || Integer.reverseBytes(content.getInt(4)) != IDENTIFIER) {
            throw new ModelException(
                    "it is no TensorFlow Lite model: its fifth to eighth byte are not TFL3; fetch"
                            + " it again, or convert it with the TensorFlow Lite converter");
        }
        try {
            return read(FlatTable.root(content), file);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw new ModelException(
                    "it is damaged (" + e.getMessage() + "): fetch it again, whole", e);
        }
    }

    private static TfLiteFile read(FlatTable model, Path file) throws ModelException, IOException {
        List<FlatTable> graphs = model.tables(2);
        if (graphs.isEmpty()) {
            throw new ModelException("it is damaged (no graph): fetch it again, whole");
        }
        FlatTable graph = graphs.get(0);
        Tensor input = tensors("input", graph, 1, 1).get(0);
        List<Tensor> outputs = tensors("output", graph, 2, 2);
        Tensor output = outputs.get(0);
        Tensor embedding = outputs.size() > 1 ? outputs.get(1) : null;
        @Nullable FlatTable metadata = metadata(model);
        if (metadata == null) {
            return new TfLiteFile(input, output, embedding, "", model.text(3), "", 0, List.of());
        }
        Optional<FlatTable> about = metadata.tables(3).stream().findFirst();
        return new TfLiteFile(
                input,
                output,
                embedding,
                metadata.text(2),
                metadata.text(1),
                metadata.text(5),
                about.flatMap(a -> a.tables(2).stream().findFirst())
                        .map(TfLiteFile::sampleRate)
                        .orElse(0),
                labels(file, about.flatMap(a -> a.tables(3).stream().findFirst())));
    }

    private static List<Tensor> tensors(String role, FlatTable graph, int field, int most)
            throws ModelException {
        List<Integer> indices = graph.numbers(field);
        if (indices.isEmpty() || indices.size() > most) {
            throw new ModelException(
                    "it has "
                            + indices.size()
                            + " "
                            + role
                            + "s, and the hub feeds one and reads one: convert it with one "
                            + role);
        }
        List<Tensor> tensors = new ArrayList<>();
        for (int index : indices) {
            tensors.add(fixed(role, Tensor.of(graph.tables(0).get(index))));
        }
        return tensors;
    }

    private static Tensor fixed(String role, Tensor tensor) throws ModelException {
        if (tensor.open()) {
            throw new ModelException(
                    "its %s takes any length (shape_signature -1), and the hub needs a fixed one: convert it with one"
                            .formatted(role));
        }
        if (tensor.size() < 1) {
            throw new ModelException(
                    "its %s has the shape %s, and the hub needs fixed sizes: convert it with them"
                            .formatted(role, tensor.shape()));
        }
        return tensor;
    }

    private static @Nullable FlatTable metadata(FlatTable model) {
        return model.tables(6).stream()
                .limit(MOST_METADATA)
                .filter(entry -> entry.text(0).equals("TFLITE_METADATA"))
                .map(entry -> model.tables(4).get(entry.number(1)).bytes(0))
                .filter(bytes -> bytes.capacity() > 8)
                .findFirst()
                .map(FlatTable::root)
                .orElse(null);
    }

    private static int sampleRate(FlatTable input) {
        @Nullable FlatTable content = input.table(3);
        @Nullable FlatTable audio =
                content == null || content.octet(0) != AUDIO ? null : content.table(1);
        return audio == null ? 0 : audio.number(0);
    }

    /** The lines of the label file that the output names. */
    private static List<String> labels(Path file, Optional<FlatTable> output) throws IOException {
        Optional<String> name =
                output.flatMap(
                        o ->
                                o.tables(6).stream()
                                        .filter(f -> f.octet(2) == AXIS_LABELS)
                                        .map(f -> f.text(0))
                                        .findFirst());
        if (name.isEmpty()) {
            return List.of();
        }
        try (Archive packed = Archive.open(file, PACKED)) {
            @Nullable ZipEntry entry = packed.entry(name.get());
            if (entry == null || entry.getSize() > MOST_LABEL_BYTES) {
                return List.of();
            }
            return new String(packed.read(entry, MOST_LABEL_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (ZipException | EOFException e) {
            return List.of(); // nothing whole is packed with it, whatever the name says
        }
    }
}
