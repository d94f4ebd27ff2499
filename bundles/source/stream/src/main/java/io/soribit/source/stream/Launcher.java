// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the processes of all sources, one after the other, and so that they end with the hub: also
 * when it is killed.
 */
@Component(service = Launcher.class)
public final class Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    /** Of util-linux. The kernel ends the process as soon as the thread that started it is gone. */
    private static final List<String> END_WITH_PARENT =
            List.of("setpriv", "--pdeathsig", "KILL", "--");

    private static final int ANSWER_SECONDS = 5;

    private final StartPace pace;
    private final List<String> prefix;

    @Activate
    public Launcher() {
        this(new StartPace(MonotonicClock.SYSTEM, d -> TimeUnit.MILLISECONDS.sleep(d.toMillis())));
    }

    Launcher(StartPace pace) {
        this.pace = pace;
        prefix = works(END_WITH_PARENT) ? END_WITH_PARENT : List.of();
    }

    /** Busybox has a setpriv without this option. */
    private static boolean works(List<String> prefix) {
        List<String> line = new ArrayList<>(prefix);
        line.add("true");
        try {
            Process process =
                    new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                return process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)
                        && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("no setpriv: processes of sources end at their next write", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Starts a process when it is its turn. To be called by the thread that reads it: the process
     * ends with that thread.
     *
     * @param line program and arguments; no shell reads them
     * @param input what the process reads from its standard input
     * @throws SourceException if the program cannot be started
     */
    Process start(List<String> line, String input) throws IOException {
        try {
            pace.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before " + line.get(0) + " was started");
        }
        String program = line.get(0);
        if (Programs.find(program).isEmpty()) {
            throw new SourceException(
                    "the program '" + program + "' is not installed: " + Programs.remedy(program));
        }
        List<String> full = new ArrayList<>(prefix);
        full.addAll(line);
        Process process;
        try {
            process = new ProcessBuilder(full).start();
        } catch (IOException e) {
            throw new SourceException(
                    "the program '"
                            + program
                            + "' cannot be started ("
                            + e.getMessage()
                            + "): "
                            + Programs.remedy(program),
                    e);
        }
        write(process, input);
        return process;
    }

    private static void write(Process process, String input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("the process ended before it read its input; its messages say why", e);
        }
    }
}
