// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import io.soribit.common.io.StateFile;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that should be heard: those of the configuration, and those that sources without a
 * configuration had, also in an earlier run of the hub. These are remembered until the
 * configuration changes, as then a person has decided anew. Not thread-safe.
 */
final class ExpectedRooms {
    private static final Logger LOG = LoggerFactory.getLogger(ExpectedRooms.class);

    /** Configurations are read one by one; a change counts once it has lasted. */
    static final Duration SETTLED = Duration.ofSeconds(10);

    private static final String CONFIGURED = "configured ";
    private static final String REMEMBERED = "remembered ";

    private final @Nullable StateFile file;
    private final MonotonicClock clock;
    private final Set<String> remembered = new TreeSet<>();
    private Set<String> settled = new TreeSet<>();
    private Set<String> changed = Set.of();
    private Duration changedAt;

    /**
     * @param file null to remember nothing across restarts
     */
    ExpectedRooms(@Nullable StateFile file, MonotonicClock clock) {
        this.file = file;
        this.clock = clock;
        changedAt = clock.now();
        read();
    }

    /**
     * Takes what there is now, and returns what should be heard.
     *
     * @param configured rooms of the configuration
     * @param present rooms that have a source
     */
    Set<String> update(Set<String> configured, Set<String> present) {
        List<String> before = lines();
        if (!configured.equals(changed)) {
            changed = Set.copyOf(configured);
            changedAt = clock.now();
        }
        boolean lasted = clock.since(changedAt).compareTo(SETTLED) >= 0;
        if (lasted && !configured.equals(settled)) {
            settled = new TreeSet<>(configured);
            remembered.retainAll(present);
        }
        remembered.addAll(present);
        remembered.removeAll(configured);
        if (!lines().equals(before)) {
            write();
        }
        Set<String> expected = new HashSet<>(configured);
        expected.addAll(remembered);
        return expected;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        settled.forEach(room -> lines.add(CONFIGURED + room));
        remembered.forEach(room -> lines.add(REMEMBERED + room));
        return lines;
    }

    private void read() {
        if (file == null) {
            return;
        }
        try {
            for (String line : file.readLines()) {
                if (line.startsWith(CONFIGURED)) {
                    settled.add(line.substring(CONFIGURED.length()));
                } else if (line.startsWith(REMEMBERED)) {
                    remembered.add(line.substring(REMEMBERED.length()));
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "cannot read {} ({}): rooms of an earlier run are not missed",
                    file.path(),
                    e.toString());
        }
    }

    private void write() {
        if (file == null) {
            return;
        }
        try {
            file.writeLines(lines());
        } catch (IOException e) {
            LOG.warn(
                    "cannot write {} ({}): after a restart its rooms are not missed. Free disk"
                            + " space, or make it writable",
                    file.path(),
                    e.toString());
        }
    }
}
