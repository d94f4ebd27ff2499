// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients.Change;
import io.soribit.api.hub.Recipients.Kind;
import io.soribit.common.io.ChangeFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who chose what, and what it was before. */
final class ChangeLog {
    private ChangeLog() {}

    static ChangeFile<Change> in(Path file) {
        return new ChangeFile<>(file, ChangeLog::columns, ChangeLog::change);
    }

    private static List<String> columns(Change change) {
        return List.of(
                change.id(),
                change.time().toString(),
                change.who(),
                change.sound(),
                change.mode().text(),
                text(change.before()),
                text(change.after()));
    }

    private static String text(Set<Kind> kinds) {
        return kinds.stream().sorted().map(Kind::target).collect(Collectors.joining(","));
    }

    private static Change change(String[] parts) {
        return new Change(
                parts[0],
                Instant.parse(parts[1]),
                parts[2],
                parts[3],
                HomeMode.of(parts[4]).orElseThrow(),
                kinds(parts[5]),
                kinds(parts[6]));
    }

    private static Set<Kind> kinds(String text) {
        return Arrays.stream(text.split(","))
                .flatMap(target -> Stream.of(target).map(Kind::of).flatMap(Optional::stream))
                .collect(Collectors.toSet());
    }
}
