// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Mosquitto without persistence unless its configuration says otherwise, which can be killed
 * and started again on its port.
 */
public final class Mosquitto implements AutoCloseable {
    private final Path configuration;
    private final int port;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Process process;
    private Thread drain;

    public Mosquitto(Path folder) throws IOException {
        this(folder, List.of("allow_anonymous true"));
    }

    /**
     * @param lines of its configuration, after the one of the port
     */
    public Mosquitto(Path folder, List<String> lines) throws IOException {
        port = Ports.free();
        configuration = folder.resolve("mosquitto.conf");
        configure(lines);
        start();
    }

    /** For the next start. */
    public void configure(List<String> lines) throws IOException {
        List<String> all = new ArrayList<>();
        all.add("set_tcp_nodelay true"); // as the hub's own
        all.add("listener " + port + " 127.0.0.1");
        all.addAll(lines);
        // Started as root it would become another user, who cannot read the test's files.
        all.add("user " + System.getProperty("user.name"));
        Files.write(configuration, all);
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
    public void start() throws IOException {
        process =
                new ProcessBuilder(executable(), "-v", "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .start();
        BufferedReader log = process.inputReader(UTF_8);
        StringBuilder output = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            output.append(line).append('\n');
            if (line.endsWith(" running")) {
                drain = new Thread(() -> log.lines().forEach(lines::add));
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new AssertionError("mosquitto did not start:\n" + output);
    }

    /** Kills it, as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("mosquitto cannot be killed");
        }
    }

    /** Lets it hang: connections stay, nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, "" + process.pid()).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("mosquitto does not take " + signal);
        }
    }

    /** Stops it as a service manager would. */
    public void terminate() throws InterruptedException {
        // Its own destroy() would throw away its last output.
        process.toHandle().destroy();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("mosquitto does not stop");
        }
    }

    /** How many lines of its output contain this; call it after it has stopped. */
    public long said(String part) throws InterruptedException {
        drain.join(60_000);
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    /** Where it is, for a way of speaking and a name of this machine. */
    public URI uri(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + port);
    }

    public int port() {
        return port;
    }

    public URI uri() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
