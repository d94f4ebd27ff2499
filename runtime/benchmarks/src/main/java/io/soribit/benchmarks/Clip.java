// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A recording of a data set.
 *
 * @param split train, train2, val or rooms
 * @param label its folder; empty if it lies in none
 * @param path within the data set
 * @param raw mono 32-bit floats, 16 kHz
 */
record Clip(String split, String label, String path, Path raw) {
    /** Reads lines of the four, tabs between. */
    static List<Clip> list(Path index) throws IOException {
        return Files.readAllLines(index).stream()
                .map(line -> line.split("\t", -1))
                .map(parts -> new Clip(parts[0], parts[1], parts[2], Path.of(parts[3])))
                .toList();
    }

    boolean isAlarm() {
        return label.equals("smoke_alarm");
    }

    /** Whether it is the impulse response of a room: not that of a loudspeaker or an effect. */
    boolean isRoom() {
        return split.equals("rooms") && !path.contains("webaudio-");
    }

    float[] samples() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(samples);
        return samples;
    }
}
