// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The key and certificate tool of this Java: Java itself has no API that makes certificates. */
final class Keytool {
    /** A key store needs one; what protects these files is that only the hub may read them. */
    static final String PASSWORD = "soribit";

    private static final String VARIABLE = "SORIBIT_STORE";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path store;

    /**
     * @param store a PKCS#12 file
     */
    Keytool(Path store) {
        this.store = store;
    }

    /**
     * Runs a command on the store.
     *
     * @throws IOException if it fails, with what it said, or takes longer than a minute
     */
    void run(List<String> words) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(words);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass:env", VARIABLE));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(VARIABLE, PASSWORD);
        File said = File.createTempFile("soribit-keytool", ".log");
        try {
            Process process = builder.redirectOutput(said).start();
            process.getOutputStream().close();
            int status = end(process);
            if (status != 0) {
                throw new IOException("keytool failed (status " + status + "): " + text(said));
            }
        } finally {
            if (!said.delete()) {
                said.deleteOnExit();
            }
        }
    }

    private static int end(Process process) throws IOException {
        try {
            if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new IOException("keytool has not ended within " + LIMIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was made", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(File file) throws IOException {
        return Files.readString(file.toPath(), StandardCharsets.UTF_8).strip();
    }
}
