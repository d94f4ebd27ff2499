// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.ChangeFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed which file, with its text before and after in Base64. */
final class SettingLog {
    private static final String NONE = "-";

    private SettingLog() {}

    /**
     * One change.
     *
     * @param before null if there was no file
     * @param after null if there is none since
     */
    record Line(
            String id,
            Instant time,
            String who,
            String name,
            @Nullable String before,
            @Nullable String after) {}

    static ChangeFile<Line> in(Path file) {
        return new ChangeFile<>(file, SettingLog::columns, SettingLog::line);
    }

    private static List<String> columns(Line change) {
        return List.of(
                change.id(),
                change.time().toString(),
                change.who(),
                change.name(),
                encode(change.before()),
                encode(change.after()));
    }

    private static String encode(@Nullable String text) {
        return text == null ? NONE : Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static @Nullable String decode(String text) {
        return text.equals(NONE) ? null : new String(Base64.getDecoder().decode(text), UTF_8);
    }

    private static Line line(String[] parts) {
        return new Line(
                parts[0],
                Instant.parse(parts[1]),
                parts[2],
                parts[3],
                decode(parts[4]),
                decode(parts[5]));
    }
}
