// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.score.Sensitivity.Change;
import io.soribit.common.io.ChangeFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who set which threshold, and what it was before. */
final class ThresholdLog {
    private ThresholdLog() {}

    static ChangeFile<Change> in(Path file) {
        return new ChangeFile<>(file, ThresholdLog::columns, ThresholdLog::change);
    }

    private static List<String> columns(Change change) {
        return List.of(
                change.id(),
                change.time().toString(),
                change.who(),
                change.room(),
                change.sound(),
                text(change.before()),
                text(change.after()));
    }

    private static String text(@Nullable Float threshold) {
        return threshold == null ? "" : threshold.toString();
    }

    private static Change change(String[] parts) {
        return new Change(
                parts[0],
                Instant.parse(parts[1]),
                parts[2],
                parts[3],
                parts[4],
                threshold(parts[5]),
                threshold(parts[6]));
    }

    private static @Nullable Float threshold(String text) {
        return text.isEmpty() ? null : Float.valueOf(text);
    }
}
