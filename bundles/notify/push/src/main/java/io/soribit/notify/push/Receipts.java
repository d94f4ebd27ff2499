// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receipts of alerts that repeat at a server, also those of an earlier run of the hub: a file
 * of lines {@code RECEIPT ALERT}. Thread-safe.
 */
final class Receipts {
    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
    private static final String LINE = "[A-Za-z0-9]{1,64} \\P{Cntrl}{1,200}";
    private static final int MOST = 50;

    private final @Nullable StateFile file;
    private final Map<String, String> byAlert = new LinkedHashMap<>();

    /**
     * @param file where they are kept; null if they need not outlive this run
     */
    Receipts(@Nullable Path file) {
        this.file = file == null ? null : new StateFile(file);
        read();
    }

    private void read() {
        if (file == null) {
            return;
        }
        try {
            file.readLines().forEach(this::add);
        } catch (IOException e) {
            LOG.warn("ignoring {}, which cannot be read: {}", file.path(), e.toString());
        }
    }

    private boolean add(String line) {
        if (!line.matches(LINE) || byAlert.size() >= MOST) {
            return false;
        }
        int blank = line.indexOf(' ');
        byAlert.put(line.substring(blank + 1), line.substring(0, blank));
        return true;
    }

    /** Keeps one; what is none is left out. */
    synchronized void put(String alert, String receipt) {
        if (add(receipt + " " + alert)) {
            write();
        }
    }

    /** That of an alert; null if it has none. */
    synchronized @Nullable String of(String alert) {
        return byAlert.get(alert);
    }

    /** By alert. */
    synchronized Map<String, String> all() {
        return Map.copyOf(byAlert);
    }

    synchronized void remove(String alert) {
        if (byAlert.remove(alert) != null) {
            write();
        }
    }

    private void write() {
        if (file == null) {
            return;
        }
        try {
            if (byAlert.isEmpty()) {
                file.delete();
            } else {
                file.writeLines(
                        byAlert.entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .toList());
            }
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written ({}): after a restart, an acknowledgement on a phone of"
                            + " what was pushed before has no effect",
                    file.path(),
                    e.toString());
        }
    }
}
