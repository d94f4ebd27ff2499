// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A model that is damaged in a hundred ways: its descriptor, or its file, with a fitting sha256.
 */
final class MutatedModel {
    private static final double DESCRIPTORS = 0.4;
    private static final double TRUNCATED = 0.2;
    private static final int MOST_BYTES = 16;
    private static final int STRUCTURE = 4_096;

    private final byte[] descriptor;
    private final byte[] flatbuffer;
    private final byte[] golden;
    private final String sha256;

    /** A damaged one, and how. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Damaged(String what, byte[] descriptor, byte[] flatbuffer, byte[] golden) {}

    MutatedModel(Path folder) throws IOException {
        descriptor = Files.readAllBytes(folder.resolve("model.json"));
        flatbuffer = Files.readAllBytes(folder.resolve("model.tflite"));
        Path windows = folder.resolve("golden.json");
        golden = Files.exists(windows) ? Files.readAllBytes(windows) : new byte[0];
        sha256 = sha256(flatbuffer);
    }

    Damaged damaged(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (random.nextDouble() < DESCRIPTORS) {
            byte[] changed =
                    random.nextBoolean()
                            ? cut(descriptor, random)
                            : flip(descriptor, random, descriptor.length);
            return new Damaged("descriptor", changed, flatbuffer, golden);
        }
        boolean truncated = random.nextDouble() < TRUNCATED;
        byte[] changed =
                truncated
                        ? Arrays.copyOf(flatbuffer, random.nextInt(flatbuffer.length))
                        : flip(
                                flatbuffer,
                                random,
                                random.nextBoolean() ? STRUCTURE : flatbuffer.length);
        byte[] fitting =
                new String(descriptor, ISO_8859_1)
                        .replace(sha256, sha256(changed))
                        .getBytes(ISO_8859_1);
        return new Damaged(truncated ? "truncated" : "flipped", fitting, changed, golden);
    }

    /** Changes some bytes, of the first or the last so many. */
    private static byte[] flip(byte[] whole, SplittableRandom random, int within) {
        byte[] changed = whole.clone();
        int span = Math.min(within, whole.length);
        int from = random.nextBoolean() ? 0 : whole.length - span;
        for (int i = 1 + random.nextInt(MOST_BYTES); i > 0; i--) {
            changed[from + random.nextInt(span)] = (byte) random.nextInt();
        }
        return changed;
    }

    private static byte[] cut(byte[] whole, SplittableRandom random) {
        int from = random.nextInt(whole.length);
        int to = from + random.nextInt(Math.min(200, whole.length - from));
        byte[] changed = new byte[whole.length - (to - from)];
        System.arraycopy(whole, 0, changed, 0, from);
        System.arraycopy(whole, to, changed, from, whole.length - to);
        return changed;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
