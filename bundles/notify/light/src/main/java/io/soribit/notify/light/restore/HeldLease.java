// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A lease of this hub, and until when it holds. Used on the timer only. */
final class HeldLease {
    /**
     * It holds for so long after a message was sent that the broker has sent back; others wait for
     * longer than that and the longest that a frame may take.
     */
    static final Duration VALID = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofSeconds(3);
    private static final int MOST_UNRETURNED = 100;

    private final TreeMap<Long, Duration> unreturned = new TreeMap<>();
    private @Nullable Lease content;
    private Duration sentAt = StateRestorer.NEVER;
    private @Nullable Duration confirmed;
    private boolean lapsed;

    /** A message was sent; one with a new claim begins anew. */
    void sent(Lease message, Duration now) {
        if (content == null || !content.claim().equals(message.claim())) {
            unreturned.clear();
            confirmed = null;
            lapsed = false;
        }
        content = message;
        sentAt = now;
        unreturned.put(message.number(), now);
        if (unreturned.size() > MOST_UNRETURNED) {
            unreturned.pollFirstEntry();
        }
    }

    Lease content() {
        if (content == null) {
            throw new IllegalStateException("nothing was sent");
        }
        return content;
    }

    String claim() {
        return content().claim();
    }

    /** Whether the last message said the same, but for how many frames were shown. */
    boolean says(Lease other) {
        return other.before().equals(content().before())
                && other.urgency() == content().urgency()
                && other.flashing() == content().flashing();
    }

    /** The broker has sent a message back; true if it is one of the present claim. */
    boolean returned(Lease message) {
        @Nullable Duration at = unreturned.get(message.number());
        if (!message.claim().equals(claim()) || at == null) {
            return false;
        }
        unreturned.headMap(message.number(), true).clear();
        lapsed |= confirmed != null && at.compareTo(confirmed.plus(VALID)) > 0;
        confirmed = at;
        return true;
    }

    boolean isValid(Duration now) {
        return confirmed != null && !lapsed && now.compareTo(confirmed.plus(VALID)) < 0;
    }

    /** Whether it held and does no more, for want of an answer of the broker. */
    boolean isLapsed(Duration now) {
        return confirmed != null && !isValid(now);
    }

    /** Whether it is time to say it again. */
    boolean isDue(Duration now) {
        return now.compareTo(sentAt.plus(AGAIN)) >= 0;
    }
}
