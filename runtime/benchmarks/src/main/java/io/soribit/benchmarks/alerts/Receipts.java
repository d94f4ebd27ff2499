// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Notes each start as it is delivered, which is after the hub has written it: a line with its id
 * and how many milliseconds after the sound it came. A line outlives the hub's end by a signal.
 */
final class Receipts implements Notifier, AutoCloseable {
    private final FileChannel file;
    private final Map<String, Long> published = new ConcurrentHashMap<>();

    Receipts(Path folder) throws IOException {
        file =
                FileChannel.open(
                        folder.resolve("delivered.log"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
    }

    /** This sound is published now. */
    void expect(String id) {
        published.put(id, System.nanoTime());
    }

    @Override
    public String id() {
        return "trial";
    }

    /** All that was raised shall come here, however late. */
    @Override
    public Optional<Duration> retryWindow() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            @Nullable Long begin = published.remove(alert.id());
            double millis = begin == null ? -1 : (System.nanoTime() - begin) / 1e6;
            String line = String.format(Locale.ROOT, "%s %.3f%n", alert.id(), millis);
            file.write(UTF_8.encode(line));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
