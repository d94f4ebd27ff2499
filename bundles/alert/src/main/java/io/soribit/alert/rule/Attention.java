// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done until somebody has seen an alert.
 *
 * @param repeat people are reminded after so long, again and again; zero for never
 * @param escalateAfter more targets tell of it after so long; null for never
 * @param escalateTo these; empty for all
 * @param unseen it stays for so long after its sound, unless it is seen; zero if nobody has to
 */
public record Attention(
        Duration repeat,
        @Nullable Duration escalateAfter,
        Set<String> escalateTo,
        Duration unseen) {
    /** It is over with its sound. */
    public static final Attention NONE =
            new Attention(Duration.ZERO, null, Set.of(), Duration.ZERO);

    public Attention {
        escalateTo = Set.copyOf(escalateTo);
    }
}
