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

/** One room: for how long it has not been heard, and what people were told of that. */
final class Room {
    private static final Duration RETRY_WINDOW = Duration.ofMinutes(10);
    private static final float SILENCE = -120;

    private final String name;
    private final Map<String, Long> scored = new HashMap<>();
    private Duration unheard = Duration.ZERO;
    private boolean everHeard;
    private boolean starting = true;
    private boolean over;
    private @Nullable SoundEvent received;
    private Duration toldAt = Duration.ZERO;

    Room(String name) {
        this.name = name;
    }

    /**
     * Takes how its sources are doing.
     *
     * @param sources none while the part that hears is not running
     * @param step how long it is since the last look
     */
    void look(List<SourceStatus> sources, Duration step) {
        boolean heard = sources.stream().filter(this::isHeard).count() > 0;
        over = sources.isEmpty() ? over : all(sources, SourceState.ENDED);
        everHeard |= heard;
        starting = !everHeard && all(sources, SourceState.STARTING);
        unheard = heard || over ? Duration.ZERO : unheard.plus(step);
    }

    private static boolean all(List<SourceStatus> sources, SourceState state) {
        return sources.stream().allMatch(s -> s.state() == state || s.state() == SourceState.ENDED);
    }

    /** Whether audio comes and is scored: since the last look, or since the first. */
    private boolean isHeard(SourceStatus source) {
        long windows = source.windows().scored();
        Long before = scored.put(source.source(), windows);
        return source.state() == SourceState.LISTENING
                && windows > 0
                && (before == null || before != windows);
    }

    /** What people should be told now; null if nothing is new. */
    @Nullable SoundEvent news(AbsenceTimeouts timeout, Instant now) {
        boolean dead =
                !timeout.ignored().contains(name)
                        && unheard.compareTo(starting ? timeout.starting() : timeout.lost()) >= 0;
        if (!dead) {
            return end(now);
        }
        if (received == null) {
            return publish(event(Phase.START, UUID.randomUUID().toString(), now.minus(unheard)));
        }
        return unheard.minus(toldAt).compareTo(RETRY_WINDOW) < 0
                ? null
                : publish(event(Phase.UPDATE, received.id(), received.onset()));
    }

    /** Ends what people were told of; null if they were told of nothing. */
    @Nullable SoundEvent end(Instant now) {
        SoundEvent last = received;
        received = null;
        return last == null ? null : last.endedAt(now);
    }

    /** Whoever was told has forgotten it. */
    void forget() {
        received = null;
    }

    private SoundEvent publish(SoundEvent event) {
        received = event;
        toldAt = unheard;
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
