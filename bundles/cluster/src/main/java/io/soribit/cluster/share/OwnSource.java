// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source of this member that others may hear, too: whether it is heard here, that is, audio
 * comes and is scored. Thread-safe.
 */
final class OwnSource {
    /** A source that is open gives audio within this time. */
    static final Duration AUDIO_TIMEOUT = Duration.ofSeconds(5);

    /** What comes is scored within this time, also on a hub that has much to do. */
    static final Duration SCORE_TIMEOUT = Duration.ofSeconds(5);

    /** The engine asks twice a second. */
    private static final Duration ASKED = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(OwnSource.class);

    private @Nullable SourceStatus status;
    private Duration asked = Duration.ZERO;
    private Duration tryingSince = Duration.ZERO;
    private Duration scoredAt = Duration.ZERO;
    private long scored = -1;
    private boolean heard;
    private boolean failing;
    private boolean standsBy;
    private String by = "";
    private @Nullable Duration gapSince;

    /** Takes how it is doing here. */
    synchronized void update(SourceStatus here, Duration now) {
        boolean first = status == null;
        status = here;
        asked = now;
        boolean audio = here.state() == SourceState.LISTENING || here.state() == SourceState.QUIET;
        if (!audio || standsBy || here.windows().scored() != scored) {
            scored = here.windows().scored();
            scoredAt = now;
        }
        heard = audio && now.minus(scoredAt).compareTo(SCORE_TIMEOUT) < 0;
        if (first || heard || standsBy) {
            tryingSince = now;
        }
        if (heard) {
            failing = false;
            Duration since = gapSince;
            if (since != null && !standsBy) {
                gapSince = null;
                LOG.warn(
                        "{} is heard here, after it was not heard for {} s at most",
                        name(),
                        (now.minus(since).toMillis() + 999) / 1_000);
            }
        } else if (audio || now.minus(tryingSince).compareTo(AUDIO_TIMEOUT) >= 0) {
            failing = true;
        }
    }

    /** Whether it was tried and cannot be heard here. */
    synchronized boolean failing() {
        return failing;
    }

    /**
     * Another member hears it.
     *
     * @param said when it last said so
     */
    synchronized void standBy(String other, Duration said) {
        if (!standsBy || !by.equals(other)) {
            LOG.info("{}: hub '{}' hears it; this hub stands by", name(), other);
        }
        standsBy = true;
        by = other;
        gapSince = said;
    }

    /** Whether another member hears it. */
    synchronized boolean standsBy() {
        return standsBy;
    }

    /** This member is to hear it. */
    synchronized void takeOver() {
        if (standsBy) {
            standsBy = false;
            LOG.warn(
                    "{}: hub '{}' is off, cannot be reached or gets no audio; this hub hears it",
                    name(),
                    by);
        }
    }

    /** What this member says about it; null before the engine has asked. */
    synchronized @Nullable Claim claim(Duration now) {
        SourceStatus last = status;
        if (last == null) {
            return null;
        }
        boolean asleep = now.minus(asked).compareTo(ASKED) > 0;
        Part part = failing || asleep ? Part.FAILS : heard && !standsBy ? Part.HEARS : Part.RESTS;
        return new Claim(part, last);
    }

    private String name() {
        SourceStatus here = status;
        return here == null ? "a source" : "source " + here.source() + " in room " + here.room();
    }
}
