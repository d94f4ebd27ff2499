// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a process prints to its standard error, read on a thread of its own. Thread-safe. */
final class Messages implements Runnable {
    private static final int LINES = 12;
    private static final int LONGEST = 300;

    /** Characters of a line that are looked at. */
    private static final int MOST_READ = 2_000;

    private static final Duration WAIT = Duration.ofSeconds(2);

    /** {@code [rtsp @ 0x55d96abdfac0] [error]}: the same failure gives the same message. */
    private static final Pattern LABELS =
            Pattern.compile("\\[[\\w,]+ @ 0x\\w+] |\\[(?:error|warning|fatal)] ");

    private static final Pattern MISSED = Pattern.compile("RTP: missed (\\d{1,9}) packets");

    /** Of timestamps, which the hub does not use. */
    private static final String HARMLESS = "non monotonically increasing dts";

    private final BufferedReader reader;
    private final Redaction redaction;
    private final Consumer<InputFormat> listener;
    private final Deque<String> last = new ArrayDeque<>();
    private final AtomicLong missed = new AtomicLong();
    private final Thread thread;
    private final CompletableFuture<Optional<InputFormat>> input = new CompletableFuture<>();

    private Messages(
            Process process, Redaction redaction, String source, Consumer<InputFormat> listener) {
        this.listener = listener;
        reader = process.errorReader();
        this.redaction = redaction;
        thread = new Thread(this, "soribit-stream-" + source + "-messages");
        thread.setDaemon(true);
    }

    /**
     * Reads what a process prints.
     *
     * @param listener receives what the process says it reads, once, on the thread that reads
     */
    static Messages of(
            Process process, Redaction redaction, String source, Consumer<InputFormat> listener) {
        Messages messages = unread(process, redaction, source, listener);
        messages.thread.start();
        return messages;
    }

    /** As {@link #of}, to be read by {@link #run}. */
    static Messages unread(
            Process process, Redaction redaction, String source, Consumer<InputFormat> listener) {
        return new Messages(process, redaction, source, listener);
    }

    @Override
    public void run() {
        try (reader) {
            for (String line = readLine(); line != null; line = readLine()) {
                take(line.strip());
            }
        } catch (IOException e) {
            add(e.getMessage() + " while reading the program's messages");
        } finally {
            input.complete(Optional.empty());
        }
    }

    /** A line, of which what is too long is left out; null at the end. */
    private @Nullable String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n' && next != '\r') {
            if (line.length() < MOST_READ) {
                line.append((char) next);
            }
            next = reader.read();
        }
        return line.toString();
    }

    private void take(String line) {
        InputFormat format = InputFormat.of(line);
        if (format != null && input.complete(Optional.of(format))) {
            listener.accept(format);
        }
        Matcher loss = MISSED.matcher(line);
        if (loss.find()) {
            missed.addAndGet(Integer.parseInt(loss.group(1)));
        }
        if (!line.contains("[info]") && !line.contains(HARMLESS)) {
            add(line);
        }
    }

    private void add(String line) {
        String cut = line.substring(0, Math.min(line.length(), LONGEST));
        String shown = redaction.apply(LABELS.matcher(cut).replaceAll(""));
        synchronized (last) {
            last.add(shown);
            if (last.size() > LINES) {
                last.remove();
            }
        }
    }

    /** Packets that the program says it has missed. */
    long missed() {
        return missed.get();
    }

    /** What the program says it reads, once it has said so; empty if it ends without. */
    CompletableFuture<Optional<InputFormat>> input() {
        return input;
    }

    /** The last lines, without secrets, once the process has ended. */
    List<String> last() {
        try {
            thread.join(WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
