// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that sends a stream; ended with the test. */
final class Peer implements AutoCloseable {
    private final Process process;

    Peer(String... line) throws IOException {
        process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
    }

    /** ffmpeg with a synthesised sine of 440 Hz, in real time. */
    static Peer sine(int rate, String... output) throws IOException {
        List<String> line = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-re"));
        line.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=" + rate));
        line.addAll(List.of("-t", "120"));
        line.addAll(List.of(output));
        return new Peer(line.toArray(String[]::new));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed, once it has ended. */
    String output() throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(90, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
