// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.log.LogThrottle;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mosquitto as a child process, which ends with the hub. */
public final class MosquittoProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MosquittoProcess.class);
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.");

    /** As the system names it, also after an update of the package. */
    private static final Pattern EXECUTABLE = Pattern.compile("(^|/)mosquitto( \\(deleted\\))?$");

    private static final int OLDEST = 2;
    private static final Duration HELP_TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_HELP_BYTES = 200;
    private static final long STOP_SECONDS = 5;
    private static final long START_SECONDS = 10;
    private static final long POLL_MILLIS = 20;

    private final Process process;

    private MosquittoProcess(Process process) {
        this.process = process;
    }

    /** Mosquitto 2 or later, if it is installed. */
    public static Optional<Path> executable() {
        @Nullable String path = System.getenv("PATH");
        Stream<String> folders =
                path == null ? Stream.of() : Arrays.stream(path.split(File.pathSeparator));
        return Stream.concat(
                        folders, Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(file -> Files.isExecutable(file) && isRecent(file, HELP_TIMEOUT))
                .findFirst();
    }

    static boolean isRecent(Path file, Duration timeout) {
        try {
            Process help = process(List.of(file.toString(), "-h"));
            try {
                help.getOutputStream().close();
                Matcher version = VERSION.matcher(firstLine(help, timeout));
                return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
            } finally {
                help.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            LOG.warn("{} does not answer within {} s: not using it", file, timeout.toSeconds());
            return false;
        } catch (IOException | ExecutionException | NumberFormatException e) {
            LOG.debug("{} cannot be used", file, e);
            return false;
        }
    }

    /** On a thread of its own: nothing interrupts a read of what does not answer. */
    private static String firstLine(Process help, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<String> beginning =
                new FutureTask<>(
                        () -> new String(help.getInputStream().readNBytes(MOST_HELP_BYTES), UTF_8));
        Thread reader = new Thread(beginning, "soribit-mosquitto-version");
        reader.setDaemon(true);
        reader.start();
        return beginning
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .lines()
                .findFirst()
                .orElse("");
    }

    private static Process process(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        return builder.start();
    }

    /** Starts it; whether it listens is for the caller to find out. */
    public static MosquittoProcess start(Path executable, Path configuration) throws IOException {
        endThoseOf(configuration);
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // Ctrl-C in the hub's terminal is not for it: the hub has last messages to publish.
            command.add(SETSID.toString());
        }
        if (Files.isExecutable(SETPRIV)) {
            command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM"));
        }
        command.addAll(List.of(executable.toString(), "-c", configuration.toString()));
        Process process = process(command);
        process.getOutputStream().close();
        Thread log = new Thread(() -> log(process), "soribit-mosquitto-log");
        log.setDaemon(true);
        log.start();
        return new MosquittoProcess(process);
    }

    /** A hub that was killed may have left one behind. */
    private static void endThoseOf(Path configuration) {
        ProcessHandle.allProcesses()
                .filter(handle -> isMosquitto(handle.info(), configuration))
                .forEach(
                        handle -> {
                            LOG.info("ending the Mosquitto of an earlier run: {}", handle.pid());
                            end(handle);
                        });
    }

    private static boolean isMosquitto(ProcessHandle.Info info, Path configuration) {
        List<String> arguments = Arrays.asList(info.arguments().orElse(new String[0]));
        int at = arguments.indexOf(configuration.toString());
        return at > 0
                && arguments.get(at - 1).equals("-c")
                && EXECUTABLE.matcher(info.command().orElse("")).find();
    }

    private static void log(Process process) {
        LogThrottle throttle = new LogThrottle();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("should not be run as root") || !throttle.isDue(Instant.now())) {
                    LOG.debug("Mosquitto: {}", line);
                } else {
                    LOG.warn("Mosquitto: {}", line);
                }
            }
        } catch (IOException e) {
            LOG.debug("Mosquitto's log has ended", e);
        }
    }

    /**
     * Returns when it accepts connections.
     *
     * @throws IOException if it ends before, or does not within ten seconds
     */
    public void awaitListening(InetSocketAddress address) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Socket probe = new Socket()) {
                probe.connect(address);
                return;
            } catch (IOException e) {
                if (ended() || System.nanoTime() - end > 0) {
                    throw new IOException("Mosquitto does not listen at " + address, e);
                }
            }
        }
    }

    private boolean ended() throws IOException {
        try {
            return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Mosquitto starts", e);
        }
    }

    /** False after it has ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** As a crash would. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Lets it write what is retained; kills it after five seconds. */
    @Override
    public void close() {
        end(process.toHandle());
    }

    private static void end(ProcessHandle handle) {
        boolean unused = handle.destroy();
        try {
            handle.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            unused = handle.destroyForcibly();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Mosquitto does not stop within {} s: killing it", STOP_SECONDS, e);
            unused = handle.destroyForcibly();
        }
    }
}
