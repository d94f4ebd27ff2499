// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import io.soribit.testkit.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process and what it prints. */
final class Soribit implements AutoCloseable {
    private final Process process;
    private static final Pattern PAGE = Pattern.compile("page: (http://\\S+)");

    /** How long each wait may last on a busy machine: it only ends a test that has failed. */
    private static final int LEAST_SECONDS = 240;

    /** For what has been printed and not been read yet at the end. */
    private static final long READ_MILLIS = 30_000;

    private final List<String> lines = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private Soribit(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SORIBIT_ARCHIVE", "no"); // each end would take seconds more
        builder.environment().put("SORIBIT_JAVA_OPTIONS", "-Dsoribit.hub=hub"); // else made anew
        builder.environment().putAll(environment);
        process = builder.start();
        process.getOutputStream().close();
        read(process.getInputStream(), "");
        read(process.getErrorStream(), "stderr: ");
    }

    /** Starts {@code bin/soribit} of the distribution that was built. */
    static Soribit start(String... arguments) throws IOException {
        return at(home(), arguments);
    }

    /** Starts it with other environment variables. */
    static Soribit with(Map<String, String> environment, String... arguments) throws IOException {
        return new Soribit(command(home(), arguments), environment);
    }

    /** Starts {@code bin/soribit} of an unpacked distribution. */
    static Soribit at(Path home, String... arguments) throws IOException {
        return new Soribit(command(home, arguments), Map.of());
    }

    private static List<String> command(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/soribit").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts another program that the test needs. */
    static Soribit program(String... command) throws IOException {
        return new Soribit(List.of(command), Map.of());
    }

    static Path home() throws IOException {
        try (Stream<Path> tree = Files.walk(target(), 3)) {
            return tree.filter(p -> p.endsWith("bin"))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no distribution in " + target()));
        }
    }

    /** The archive that was built whose name is {@code soribit-VERSION} and this. */
    static Path archive(String end) throws IOException {
        try (Stream<Path> files = Files.list(target())) {
            return files.filter(
                            f ->
                                    f.getFileName()
                                            .toString()
                                            .matches(
                                                    "soribit-[^-]+(-SNAPSHOT)?"
                                                            + Pattern.quote(end)))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            "there is no soribit-*" + end + " in " + target()));
        }
    }

    /** Unpacks an archive into a folder, and gives the folder in it. */
    static Path unpack(Path archive, Path folder) throws IOException, InterruptedException {
        try (Soribit tar = program("tar", "-xzf", archive.toString(), "-C", folder.toString())) {
            if (tar.exit(60) != 0) {
                throw new IOException(archive + ": " + tar.err());
            }
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(f -> f.getFileName().toString().startsWith("soribit-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static Path target() {
        return Path.of(System.getProperty("soribit.distribution"));
    }

    static int freePort() throws IOException {
        return Ports.free();
    }

    /** Gives a hub ports of its own, so that tests run beside a real one. */
    static int ports(Path data) throws IOException {
        int mqtt = freePort();
        configure(data, "io.soribit.broker", "port = " + mqtt);
        configure(data, "org.apache.felix.http", "org.osgi.service.http.port = " + freePort());
        return mqtt;
    }

    static void configure(Path data, String pid, String... settings) throws IOException {
        Path etc = Files.createDirectories(data.resolve("etc"));
        Files.write(etc.resolve(pid + ".cfg"), List.of(settings));
    }

    private void read(InputStream in, String mark) {
        Thread reader =
                new Thread(
                        () -> {
                            try (BufferedReader text =
                                    new BufferedReader(
                                            new InputStreamReader(in, StandardCharsets.UTF_8))) {
                                for (String l = text.readLine(); l != null; l = text.readLine()) {
                                    add(mark + l);
                                }
                            } catch (IOException e) {
                                add("stderr: unreadable: " + e);
                            }
                        });
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    /** All lines so far; those of standard error begin with {@code stderr: }. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    List<String> out() {
        return lines().stream().filter(l -> !l.startsWith("stderr: ")).toList();
    }

    String err() {
        return String.join("\n", lines().stream().filter(l -> l.startsWith("stderr: ")).toList());
    }

    /**
     * Waits for a line, printed already or to come.
     *
     * @param seconds on a machine that does nothing else
     */
    String line(int seconds, Predicate<String> expected) throws InterruptedException {
        return within(Math.max(seconds, LEAST_SECONDS), expected);
    }

    /** Waits for a line where its time is what is tested. */
    String within(int seconds, String part) throws InterruptedException {
        return within(seconds, l -> l.contains(part));
    }

    /** Waits for a line where its time is what is tested. */
    synchronized String within(int seconds, Predicate<String> expected)
            throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int seen = 0; ; ) {
            for (; seen < lines.size(); seen++) {
                if (expected.test(lines.get(seen))) {
                    return lines.get(seen);
                }
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new RealTime.LateError(
                        "the line did not come within "
                                + seconds
                                + " s; there were:\n"
                                + String.join("\n", lines));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    String line(int seconds, String part) throws InterruptedException {
        return line(seconds, l -> l.contains(part));
    }

    /** Waits for the address of the page. */
    URI page() throws InterruptedException {
        String line = line(120, l -> PAGE.matcher(l).find());
        return URI.create(PAGE.matcher(line).results().findFirst().orElseThrow().group(1));
    }

    /**
     * Waits for the end and gives the exit status.
     *
     * @param seconds on a machine that does nothing else
     */
    int exit(int seconds) throws InterruptedException {
        int limit = Math.max(seconds, LEAST_SECONDS);
        if (!process.waitFor(limit, TimeUnit.SECONDS)) {
            throw new AssertionError(
                    "still running after " + limit + " s:\n" + String.join("\n", lines()));
        }
        for (Thread reader : readers) {
            reader.join(READ_MILLIS);
        }
        return process.exitValue();
    }

    /** Its JVM. */
    ProcessHandle java() throws IOException {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(p -> p.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no JVM"));
    }

    /** What its JVM says of itself. */
    String dump(String command) throws IOException, InterruptedException {
        ProcessHandle java = java();
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (Soribit dump = program(jcmd, "" + java.pid(), command)) {
            dump.exit(60);
            return String.join("\n", dump.lines());
        }
    }

    /** Ends it as a crash or a power cut does; its supervisor must not start it again meanwhile. */
    void kill() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end, as Ctrl-C or a service manager does. */
    void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        children.forEach(ProcessHandle::destroyForcibly); // a hub that does not end in time
        children.forEach(child -> child.onExit().join());
    }
}
