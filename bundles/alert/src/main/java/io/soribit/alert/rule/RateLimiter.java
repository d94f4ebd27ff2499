// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.Rooms;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate of alerts that are not urgent: a sound that repeats at once, or too often, joins
 * the previous alert, and when the daily budget of a zone is used up further ones are only shown.
 * Not thread-safe.
 */
public final class RateLimiter {
    /**
     * Limits.
     *
     * @param refractory a sound that repeats so soon after its end joins the previous alert
     * @param window sounds are counted over so long
     * @param most one that has raised so many alerts within the window joins the last of them
     * @param daily so many alerts a day in each zone; a home is one
     */
    public record Limits(Duration refractory, Duration window, int most, int daily) {}

    /**
     * The decision for a sound.
     *
     * @param joins id of the alert that it joins; null if it raises a new one
     * @param times how often it occurred within the window, this time included
     */
    public record Verdict(@Nullable String joins, int times, Urgency urgency) {}

    private static final class Recent {
        final Deque<Duration> times = new ArrayDeque<>();
        final Deque<Duration> raised = new ArrayDeque<>();
        String last = "";
        @Nullable Duration heard;
    }

    private static final Duration TIDY = Duration.ofMinutes(1);

    private final Limits limits;
    private final Clock wall;
    private final MonotonicClock clock;
    private final Map<String, Recent> recent = new HashMap<>();
    private @Nullable Duration tidied;
    private LocalDate day = LocalDate.MIN;
    private final Map<String, Integer> spent = new HashMap<>();

    /**
     * @param wall its zone determines when a day begins
     */
    public RateLimiter(Limits limits, Clock wall, MonotonicClock clock) {
        this.limits = limits;
        this.wall = wall;
        this.clock = clock;
    }

    /** A sound starts. */
    public Verdict start(SoundEvent event, Urgency urgency) {
        Duration now = clock.now();
        Duration oldest = now.minus(limits.window);
        tidy(now, oldest);
        Recent sound = recent.computeIfAbsent(key(event), k -> new Recent());
        forget(sound, oldest);
        sound.times.addLast(now);
        boolean soon = isAfter(sound.heard, now.minus(limits.refractory));
        boolean often = sound.raised.size() >= limits.most;
        sound.heard = now;
        int times = sound.times.size();
        if (urgency.compareTo(Urgency.NOTICE) > 0) {
            sound.last = event.id();
            return new Verdict(null, times, urgency);
        }
        if ((soon || often) && !sound.last.isEmpty()) {
            return new Verdict(sound.last, times, urgency);
        }
        sound.last = event.id();
        sound.raised.addLast(now);
        return new Verdict(null, times, spend(Rooms.zone(event.room()), urgency));
    }

    /** A sound ends. */
    public void end(SoundEvent event) {
        @Nullable Recent sound = recent.get(key(event));
        if (sound != null) {
            sound.heard = clock.now();
        }
    }

    private void tidy(Duration now, Duration oldest) {
        if (!isAfter(tidied, now.minus(TIDY))) {
            tidied = now;
            recent.values().removeIf(sound -> forget(sound, oldest));
        }
    }

    private Urgency spend(String zone, Urgency urgency) {
        LocalDate today = LocalDate.ofInstant(wall.instant(), wall.getZone());
        if (!today.equals(day)) {
            day = today;
            spent.clear();
        }
        return urgency == Urgency.NOTICE && spent.merge(zone, 1, Integer::sum) > limits.daily
                ? Urgency.INFO
                : urgency;
    }

    /** True if the entry is empty. */
    private static boolean forget(Recent sound, Duration oldest) {
        sound.times.removeIf(time -> time.compareTo(oldest) < 0);
        sound.raised.removeIf(time -> time.compareTo(oldest) < 0);
        return sound.times.isEmpty() && !isAfter(sound.heard, oldest);
    }

    private static boolean isAfter(@Nullable Duration time, Duration other) {
        return time != null && time.compareTo(other) > 0;
    }

    private static String key(SoundEvent event) {
        return event.sound().id() + "@" + event.room();
    }
}
