// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.release;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Which releases were installed, confirmed and taken back, when, by whom and why: {@code
 * state/upgrades} of the data folder, a line each, the last at the end. Not thread-safe.
 */
public final class UpgradeHistory {
    /** In the line of a version that was not kept. */
    public static final String TAKEN_BACK = " taken back: ";

    /** Older lines are forgotten. */
    static final int MOST = 1_000;

    private final StateFile file;
    private final Clock clock;

    /**
     * @param data the data folder
     * @param clock for the times that people read
     */
    public UpgradeHistory(Path data, Clock clock) {
        file = new StateFile(data.resolve("state/upgrades"));
        this.clock = clock;
    }

    /** All lines, the last at the end. */
    public List<String> lines() throws IOException {
        return file.readLines();
    }

    /** Adds a line. */
    public void add(String what) throws IOException {
        List<String> lines = new ArrayList<>(file.readLines());
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        lines.add(time + " " + what.replaceAll("\\p{Cntrl}", " "));
        file.writeLines(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    }
}
