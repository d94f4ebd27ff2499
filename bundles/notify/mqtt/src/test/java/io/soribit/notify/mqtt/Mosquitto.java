// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

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

/** A real Mosquitto without persistence, which can be killed and started again on its port. */
final class Mosquitto implements AutoCloseable {
    private final Path configuration;
    private final int port;
    private Process process;

    Mosquitto(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        configuration = folder.resolve("mosquitto.conf");
        Files.write(
                configuration, List.of("listener " + port + " 127.0.0.1", "allow_anonymous true"));
        start();
    }

    private static String executable() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "mosquitto is missing: apt-get install mosquitto"));
    }

    /** Returns when it listens. */
    void start() throws IOException {
        process =
                new ProcessBuilder(executable(), "-v", "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader log = process.inputReader(UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.endsWith(" running")) {
                Thread drain = new Thread(() -> log.lines().forEach(l -> {}));
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new AssertionError("mosquitto did not start:\n" + said);
    }

    /** Kills it, as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("mosquitto cannot be killed");
        }
    }

    /** Lets it hang: connections stay, nothing is answered. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, "" + process.pid()).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("mosquitto does not take " + signal);
        }
    }

    URI uri() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
