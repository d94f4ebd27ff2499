// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One room, or the house: for how long it has not been heard, and the alert raised for that. */
final class Room {
    private static final Duration UPDATE_INTERVAL = Duration.ofMinutes(10);
    private static final float SILENCE = -120;

    private final String name;
    private final Map<String, Long> scored = new HashMap<>();
    private Duration unheard = Duration.ZERO;
    private boolean everHeard;
    private boolean starting;
    private boolean over;
    private @Nullable SoundEvent raised;
    private Duration reportedAt = Duration.ZERO;

    Room(String name) {
        this.name = name;
    }

    /**
     * Takes the state of its sources.
     *
     * @param sources none while the engine is not running, or while they are not registered
     * @param step time since the last check
     */
    void check(List<SourceStatus> sources, Duration step) {
        boolean heard = sources.stream().filter(this::isHeard).count() > 0;
        over = sources.isEmpty() ? over : all(sources, SourceState.ENDED);
        everHeard |= heard;
        starting = !everHeard && !sources.isEmpty() && all(sources, SourceState.STARTING);
        check(heard || over, step);
    }

    /** Takes whether it is heard. */
    void check(boolean heard, Duration step) {
        unheard = heard ? Duration.ZERO : unheard.plus(step);
    }

    private static boolean all(List<SourceStatus> sources, SourceState state) {
        return sources.stream().allMatch(s -> s.state() == state || s.state() == SourceState.ENDED);
    }

    /** Whether audio comes and is scored: since the last check, or since the first. */
    private boolean isHeard(SourceStatus source) {
        long windows = source.windows().scored();
        Long before = scored.put(source.source(), windows);
        return source.state() == SourceState.LISTENING
                && windows > 0
                && (before == null || before != windows);
    }

    /** The event to raise now; null if nothing has changed. */
    @Nullable SoundEvent event(AbsenceTimeouts timeouts, Instant now) {
        boolean absent =
                !timeouts.isIgnored(name)
                        && unheard.compareTo(starting ? timeouts.starting() : timeouts.lost()) >= 0;
        if (!absent) {
            return end(now);
        }
        if (raised == null) {
            return raise(event(Phase.START, UUID.randomUUID().toString(), now.minus(unheard)));
        }
        return unheard.minus(reportedAt).compareTo(UPDATE_INTERVAL) < 0
                ? null
                : raise(event(Phase.UPDATE, raised.id(), raised.onset()));
    }

    /** Ends the alert; null if there is none. */
    @Nullable SoundEvent end(Instant now) {
        SoundEvent last = raised;
        raised = null;
        return last == null ? null : last.endedAt(now);
    }

    /** The alert service is another one, which does not know the alert. */
    void forget() {
        raised = null;
    }

    private SoundEvent raise(SoundEvent event) {
        raised = event;
        reportedAt = unheard;
        return event;
    }

    private SoundEvent event(Phase phase, String id, Instant onset) {
        return new SoundEvent(
                id,
                phase,
                true,
                List.of(name),
                Sound.NOT_HEARD,
                onset,
                null,
                1,
                List.of(),
                SILENCE,
                "liveness",
                null,
                Duration.ZERO,
                Map.of("silent_s", (double) unheard.toSeconds()));
    }
}
