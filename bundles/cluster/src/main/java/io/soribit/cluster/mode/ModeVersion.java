// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.mode;

import io.soribit.api.hub.HomeMode;
import java.util.Comparator;
import java.util.Optional;

/**
 * A home mode, and how late it was chosen.
 *
 * @param count of choices until this one, of all that the hub knew; 0 if nobody has chosen it
 * @param hub where it was chosen
 */
public record ModeVersion(long count, String hub, HomeMode mode) {
    /** Of equal counts, that of the first hub by name is the later one. */
    private static final Comparator<ModeVersion> ORDER =
            Comparator.comparingLong(ModeVersion::count)
                    .thenComparing(ModeVersion::hub, Comparator.reverseOrder());

    boolean isLaterThan(ModeVersion other) {
        return ORDER.compare(this, other) > 0;
    }

    /** As {@code COUNT MODE HUB}. */
    public String text() {
        return count + " " + mode.text() + " " + hub;
    }

    /** Reads {@link #text}; empty if it is no such text. */
    public static Optional<ModeVersion> parse(String text) {
        String[] parts = text.strip().split(" ", 3);
        if (parts.length < 3 || !parts[0].matches("\\d{1,15}")) {
            return Optional.empty();
        }
        return HomeMode.of(parts[1])
                .map(mode -> new ModeVersion(Long.parseLong(parts[0]), parts[2], mode));
    }
}
