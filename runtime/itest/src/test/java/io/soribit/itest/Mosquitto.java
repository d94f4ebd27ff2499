// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A broker that is not the hub's own, on a free port; it remembers nothing when it is killed. */
public final class Mosquitto implements AutoCloseable {
    private final Path configuration;
    private final int port;
    private Process process;

    public Mosquitto(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        configuration = folder.resolve("mosquitto.conf");
        Files.write(
                configuration, List.of("listener " + port + " 127.0.0.1", "allow_anonymous true"));
        start();
    }

    /** Returns when it listens. */
    public void start() throws IOException {
        process =
                new ProcessBuilder(program(), "-v", "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader log = process.inputReader(UTF_8);
        StringBuilder output = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            output.append(line).append('\n');
            if (line.endsWith(" running")) {
                Thread reader = new Thread(() -> log.lines().forEach(l -> {}), "mosquitto-log");
                reader.setDaemon(true);
                reader.start();
                return;
            }
        }
        throw new AssertionError("mosquitto did not start:\n" + output);
    }

    /** As a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("mosquitto cannot be killed");
        }
    }

    public URI uri() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    private static String program() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("mosquitto is missing: apt install mosquitto"));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
