// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of Python with the packages of {@code src/test/python/install}. */
final class Python implements AutoCloseable {
    static final String MISSING =
            "Wyoming of PyPI: bundles/source/wyoming/src/test/python/install runtime/.cache/wyoming";

    private static final String SINE =
            "ffmpeg -nostdin -v error -re -f lavfi -i sine=frequency=440:sample_rate=16000"
                    + " -t 120 -f s16le -";

    private final Process process;

    private Python(Map<String, String> environment, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(program().orElseThrow().toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    static Optional<Path> program() {
        return folder().map(cache -> cache.resolve("bin/python"));
    }

    private static Optional<Path> folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path cache = at.resolve("runtime/.cache/wyoming");
            if (Files.isExecutable(cache.resolve("bin/python"))
                    && Files.isDirectory(cache.resolve("newest/wyoming"))) {
                return Optional.of(cache);
            }
        }
        return Optional.empty();
    }

    /** {@code wyoming-satellite}, whose microphone is a sine of 440 Hz. */
    static Python satellite(int port, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-m", "wyoming_satellite"));
        arguments.addAll(List.of("--uri", "tcp://127.0.0.1:" + port, "--no-zeroconf"));
        arguments.addAll(List.of("--name", "Hall", "--mic-command", SINE));
        arguments.addAll(List.of(options));
        return new Python(Map.of(), arguments.toArray(String[]::new));
    }

    /** A microphone with the newest library. */
    static Python microphone(int port) throws IOException {
        String newest = folder().orElseThrow().resolve("newest").toString();
        return new Python(
                Map.of("PYTHONPATH", newest),
                Path.of("src/test/python/microphone.py").toAbsolutePath().toString(),
                Integer.toString(port));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power cut does, and what it has started. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(90, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
