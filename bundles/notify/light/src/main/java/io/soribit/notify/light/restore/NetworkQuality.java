// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import java.time.Duration;

/**
 * Whether messages and reports of one lamp arrive at once at present. While they do not, a report
 * may be the effect of anything that was sent in the last seconds. Used on the timer only.
 */
final class NetworkQuality {
    /** Messages, reports and answers that take longer are slow. */
    static final Duration FAST = Duration.ofMillis(400);

    /** After a slow one, so long nothing is taken for fast. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private Duration slowUntil = StateRestorer.NEVER;

    /** Something took a time; a long one makes the network slow for a while. */
    void took(Duration time, Duration now) {
        if (time.compareTo(FAST) > 0) {
            slow(now);
        }
    }

    /** Something was late, lost, or came twice. */
    void slow(Duration now) {
        slowUntil = now.plus(MEMORY);
    }

    boolean isFast(Duration now) {
        return now.compareTo(slowUntil) >= 0;
    }
}
