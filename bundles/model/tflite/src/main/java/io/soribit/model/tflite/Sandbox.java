// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bubblewrap, where it is installed and may make namespaces: in many containers it may not. */
final class Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final Path PROGRAM = Path.of("/usr/bin/bwrap");
    private static final long TRY_SECONDS = 30;

    private static final List<String> OPTIONS =
            List.of(
                    "--unshare-all",
                    "--die-with-parent",
                    "--new-session",
                    "--ro-bind",
                    "/",
                    "/",
                    "--dev",
                    "/dev",
                    "--proc",
                    "/proc",
                    "--");

    private final Path program;

    Sandbox() {
        this(PROGRAM);
    }

    /**
     * @param program need not exist
     */
    Sandbox(Path program) {
        this.program = program;
    }

    /**
     * What a command is started with, so that it has no network, writes no file and sees no other
     * process; nothing where that is not possible.
     */
    List<String> prefix() {
        List<String> prefix = new ArrayList<>(List.of(program.toString()));
        prefix.addAll(OPTIONS);
        return Files.isExecutable(program) && works(prefix) ? prefix : List.of();
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("/bin/true");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                boolean works =
                        process.waitFor(TRY_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
                LOG.debug("{} works: {}", prefix, works);
                return works;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be started", prefix, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
