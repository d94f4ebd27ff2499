// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs each new model once in a process of its own, and remembers those that passed: a flatbuffer
 * can be well-formed and still make the native code abort, and its process with it.
 */
final class ProcessTrial implements Trial {
    private static final int LINES = 3;
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final long ADDRESS_BYTES = 4L << 30;
    private static final long MEMORY_BYTES = 1L << 30;
    private static final long OUTPUT_BYTES = 64L << 20;
    private static final long CPU_SECONDS = 10;

    /** Unpacks the classes a {@link TrialRun} needs. */
    @FunctionalInterface
    interface ClassPath {
        String unpack(Path directory) throws IOException;
    }

    private final Path directory;
    private final ClassPath classPath;
    private final NativeLibrary library;
    private final Duration timeout;
    private final long memory;
    private final Sandbox sandbox;

    /**
     * @param directory where it unpacks what it needs, and remembers
     * @param timeout how long a model may take
     */
    ProcessTrial(Path directory, ClassPath classPath, NativeLibrary library, Duration timeout) {
        this(directory, classPath, library, timeout, MEMORY_BYTES, new Sandbox());
    }

    /**
     * @param memory bytes that a model may need, with the process that tries it
     */
    ProcessTrial(
            Path directory,
            ClassPath classPath,
            NativeLibrary library,
            Duration timeout,
            long memory,
            Sandbox sandbox) {
        this.directory = directory;
        this.classPath = classPath;
        this.library = library;
        this.timeout = timeout;
        this.memory = memory;
        this.sandbox = sandbox;
    }

    @Override
    public void run(String sha256, byte[] flatbuffer) throws ModelException {
        List<Path> libraries = library.load();
        Path passed = directory.resolve("passed").resolve(library.version() + "-" + sha256);
        if (Files.exists(passed)) {
            return;
        }
        try {
            Files.createDirectories(passed.getParent());
            Path model = Files.createTempFile(directory, "model", ".tflite");
            Path output = Files.createTempFile(directory, "trial", ".txt");
            try {
                Files.write(model, flatbuffer);
                judge(command(libraries, model), output);
                Files.write(passed, new byte[0]);
            } finally {
                Files.deleteIfExists(model);
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "its trial run is not possible ("
                            + e.getMessage()
                            + "), and without one it is not used: check that "
                            + directory
                            + " has room and is writable, and that there is a java command in "
                            + System.getProperty("java.home"),
                    e);
        }
    }

    private List<String> command(List<Path> libraries, Path model) throws IOException {
        List<String> command = new ArrayList<>(limits());
        command.addAll(sandbox.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+SuppressFatalErrorMessage",
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:CompressedClassSpaceSize=32m",
                        "-Xmx256m"));
        command.addAll(NativeLibrary.options(libraries));
        command.addAll(List.of("-cp", classPath.unpack(directory)));
        command.addAll(List.of(TrialRun.class.getName(), model.toString()));
        return command;
    }

    /** A model that exhausts memory, disk or time harms its own process alone. */
    private List<String> limits() {
        return Files.isExecutable(PRLIMIT)
                ? List.of(
                        PRLIMIT.toString(),
                        "--as=" + ADDRESS_BYTES,
                        "--data=" + memory,
                        "--fsize=" + OUTPUT_BYTES,
                        "--cpu=" + (timeout.toSeconds() + CPU_SECONDS),
                        "--core=0",
                        "--")
                : List.of();
    }

    private void judge(List<String> command, Path output) throws IOException, ModelException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .directory(directory.toFile());
        builder.environment().clear();
        Process process = builder.start();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ModelException(
                        "it ran for more than "
                                + timeout.toSeconds()
                                + " s in its trial run: use a smaller model");
            }
            int status = process.exitValue();
            if (status == TrialRun.REFUSED) {
                throw new ModelException("in its trial run: " + end(output));
            } else if (status != 0) {
                throw new ModelException(
                        "it crashed the process of its trial run (status "
                                + status
                                + "): convert the model again. It printed: "
                                + end(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("its trial run was interrupted: start its bundle again", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String end(Path output) throws IOException {
        List<String> lines =
                Files.readAllLines(output).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
