// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes TensorFlow Lite files that say something of themselves, and compute nothing. */
final class TestFile {
    private int sampleRate = 16_000;
    private String labels = "Dog\nCat\n";
    private int inputs = 1;
    private boolean metadata = true;
    private boolean anyLength;
    private int tensors = 2;
    private String description = "hears two animals";

    TestFile sampleRate(int rate) {
        sampleRate = rate;
        return this;
    }

    TestFile labels(String lines) {
        labels = lines;
        return this;
    }

    TestFile inputs(int count) {
        inputs = count;
        return this;
    }

    /** So many, most of them the same. */
    TestFile tensors(int count) {
        tensors = count;
        return this;
    }

    TestFile description(String text) {
        description = text;
        return this;
    }

    TestFile anyLength() {
        anyLength = true;
        return this;
    }

    TestFile withoutMetadata() {
        metadata = false;
        return this;
    }

    Path write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(model());
        if (metadata) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(packed)) {
                zip.putNextEntry(new ZipEntry("labels.txt"));
                zip.write(labels.getBytes(StandardCharsets.UTF_8));
            }
            bytes.writeBytes(packed.toByteArray());
        }
        return Files.write(file, bytes.toByteArray());
    }

    private byte[] model() {
        FlatBufferBuilder b = new FlatBufferBuilder();
        int in = anyLength ? tensorOfAnyLength(b) : tensor(b, 800);
        int out = tensor(b, 1, 2);
        int[] all = new int[tensors];
        Arrays.fill(all, out);
        all[0] = in;
        int tensorVector = b.createVectorOfTables(all);
        int[] fed = new int[inputs];
        int inputVector = ints(b, fed);
        int outputVector = ints(b, 1);
        b.startTable(5);
        b.addOffset(0, tensorVector, 0);
        b.addOffset(1, inputVector, 0);
        b.addOffset(2, outputVector, 0);
        int graphs = b.createVectorOfTables(new int[] {b.endTable()});
        int data = b.createByteVector(metadata ? about() : new byte[0]);
        b.startTable(1);
        b.addOffset(0, data, 0);
        int buffers = b.createVectorOfTables(new int[] {b.endTable()});
        int name = b.createString(metadata ? "TFLITE_METADATA" : "other");
        b.startTable(2);
        b.addOffset(0, name, 0);
        b.addInt(1, 0, -1);
        int entries = b.createVectorOfTables(new int[] {b.endTable()});
        b.startTable(8);
        b.addInt(0, 3, 0);
        b.addOffset(2, graphs, 0);
        b.addOffset(4, buffers, 0);
        b.addOffset(6, entries, 0);
        b.finish(b.endTable(), "TFL3");
        return b.sizedByteArray();
    }

    private byte[] about() {
        FlatBufferBuilder b = new FlatBufferBuilder();
        b.startTable(2);
        b.addInt(0, sampleRate, 0);
        int audio = b.endTable();
        b.startTable(3);
        b.addByte(0, (byte) 4, 0);
        b.addOffset(1, audio, 0);
        int content = b.endTable();
        b.startTable(7);
        b.addOffset(3, content, 0);
        int ins = b.createVectorOfTables(new int[] {b.endTable()});
        int labelName = b.createString("labels.txt");
        b.startTable(4);
        b.addOffset(0, labelName, 0);
        b.addByte(2, (byte) 2, 0);
        int files = b.createVectorOfTables(new int[] {b.endTable()});
        b.startTable(7);
        b.addOffset(6, files, 0);
        int outs = b.createVectorOfTables(new int[] {b.endTable()});
        b.startTable(5);
        b.addOffset(2, ins, 0);
        b.addOffset(3, outs, 0);
        int graph = b.createVectorOfTables(new int[] {b.endTable()});
        int about = b.createString(description);
        int version = b.createString("v7");
        int licence = b.createString("MIT");
        b.startTable(8);
        b.addOffset(1, about, 0);
        b.addOffset(2, version, 0);
        b.addOffset(3, graph, 0);
        b.addOffset(5, licence, 0);
        b.finish(b.endTable(), "M001");
        return b.sizedByteArray();
    }

    private static int tensor(FlatBufferBuilder b, int... shape) {
        int vector = ints(b, shape);
        b.startTable(8);
        b.addOffset(0, vector, 0);
        return b.endTable();
    }

    private static int tensorOfAnyLength(FlatBufferBuilder b) {
        int shape = ints(b, 1);
        int signature = ints(b, -1);
        b.startTable(8);
        b.addOffset(0, shape, 0);
        b.addOffset(7, signature, 0);
        return b.endTable();
    }

    private static int ints(FlatBufferBuilder b, int... values) {
        b.startVector(4, values.length, 4);
        for (int i = values.length - 1; i >= 0; i--) {
            b.addInt(values[i]);
        }
        return b.endVector();
    }
}
