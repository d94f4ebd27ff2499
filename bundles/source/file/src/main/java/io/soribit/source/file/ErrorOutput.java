// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * The last lines that a process wrote to its standard error; reading them keeps it from blocking.
 */
final class ErrorOutput implements Runnable {
    private static final int LINES = 3;
    private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Process process;
    private final Deque<String> last = new ArrayDeque<>();
    private final Thread thread;

    private ErrorOutput(Process process) {
        this.process = process;
        thread = new Thread(this, "soribit-ffmpeg-errors-" + process.pid());
        thread.setDaemon(true);
    }

    static ErrorOutput of(Process process) {
        ErrorOutput output = new ErrorOutput(process);
        output.thread.start();
        return output;
    }

    @Override
    public void run() {
        try (BufferedReader reader = process.errorReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line.strip());
            }
        } catch (IOException e) {
            add(e.getMessage() + " while reading ffmpeg's messages");
        }
    }

    private void add(String line) {
        synchronized (last) {
            last.add(line);
            if (last.size() > LINES) {
                last.remove();
            }
        }
    }

    /** The last lines the process printed, once it has ended; empty if there are none. */
    String text() {
        try {
            thread.join(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            return String.join("; ", last);
        }
    }
}
