// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import io.soribit.common.setting.EntryText;
import io.soribit.shell.status.StatusFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Whether the page is open to the home, and what the running hub says of it. */
final class PageOpening {
    static final String PID = "io.soribit.https";
    private static final String ENABLED = "enabled";
    private static final Duration LOOK = Duration.ofMillis(200);

    private final StateFile file;
    private final StatusFile hub;
    private final Duration patience;

    /**
     * @param data the data folder
     * @param patience how long a running hub is waited for
     */
    PageOpening(Path data, Duration patience) {
        file = new StateFile(data.resolve("etc").resolve(PID + ".cfg"));
        hub = new StatusFile(data);
        this.patience = patience;
    }

    /**
     * Opens or closes it.
     *
     * @throws IOException if the file cannot be changed; then all is as it was
     */
    void set(boolean open) throws IOException {
        String text = file.read().map(bytes -> new String(bytes, UTF_8)).orElse(null);
        EntryText entries = EntryText.of(text);
        if (!entries.isChangeable(ENABLED)) {
            throw new IOException(
                    file.path() + " can only be changed by hand: set " + ENABLED + " = " + open);
        }
        file.write(entries.with(ENABLED, Boolean.toString(open)));
    }

    /** Whether a hub runs, which follows at once. */
    boolean isRunning() throws IOException {
        return hub.isWritten();
    }

    /** What the running hub says once it has followed; empty if it has not within the patience. */
    Optional<String> outcome() throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<String> said = hub.partSays("https");
        while (said.isEmpty() && System.nanoTime() - end < 0 && hub.isWritten()) {
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            said = hub.partSays("https");
        }
        return said;
    }
}
