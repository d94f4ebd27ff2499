// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Alerts.Snooze;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sounds that raise no alert in a room, or in all rooms of a zone, for a while. Danger and faults
 * of the hub cannot be snoozed, and a restart ends all snoozes. Thread-safe.
 */
public final class Snoozes {
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * @param who whose devices alone; empty for all
     */
    private record Place(String sound, String room, String who) {}

    private final Clock wall;
    private final MonotonicClock clock;
    private final Map<Place, Duration> ends = new HashMap<>();

    public Snoozes(Clock wall, MonotonicClock clock) {
        this.wall = wall;
        this.clock = clock;
    }

    /**
     * Begins a snooze.
     *
     * @param who whose devices alone; empty for all
     * @return whether this sound can be snoozed
     */
    public synchronized boolean set(Sound sound, String room, Duration time, String who) {
        if (!isAllowed(sound)) {
            return false;
        }
        Duration length = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        ends.put(new Place(sound.id(), room, who), clock.now().plus(length));
        return true;
    }

    /** Begins one for all devices. */
    public boolean set(Sound sound, String room, Duration time) {
        return set(sound, room, time, "");
    }

    /** Ends a snooze, whoever began it. */
    public synchronized void end(String sound, String room) {
        ends.keySet().removeIf(p -> p.sound().equals(sound) && p.room().equals(room));
    }

    private static boolean isAllowed(Sound sound) {
        return sound.urgency() != Urgency.EMERGENCY
                && !RuleBook.isDeadly(sound)
                && !sound.id().equals(Sound.NOT_HEARD.id())
                && !sound.id().equals("not_delivered");
    }

    /** Whether a sound raises no alert: it is snoozed in every room that hears it. */
    public synchronized boolean covers(SoundEvent event) {
        forgetEnded();
        return covers(event, "");
    }

    /** Those who have snoozed a sound for their devices alone. */
    public synchronized Set<String> by(SoundEvent event) {
        forgetEnded();
        return ends.keySet().stream()
                .map(Place::who)
                .filter(who -> !who.isEmpty() && covers(event, who))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean covers(SoundEvent event, String who) {
        return isAllowed(event.sound())
                && !event.rooms().isEmpty()
                && event.rooms().stream().allMatch(room -> covers(event.sound().id(), room, who));
    }

    private boolean covers(String sound, String room, String who) {
        return ends.keySet().stream()
                .filter(place -> place.sound().equals(sound))
                .filter(place -> place.who().isEmpty() || place.who().equals(who))
                .anyMatch(place -> Rooms.covers(place.room(), room));
    }

    /** Those that have not ended, by sound and room. */
    public synchronized List<Snooze> list() {
        forgetEnded();
        Duration now = clock.now();
        return ends.entrySet().stream()
                .map(
                        e ->
                                new Snooze(
                                        e.getKey().sound(),
                                        e.getKey().room(),
                                        wall.instant().plus(e.getValue().minus(now)),
                                        e.getKey().who()))
                .sorted(
                        Comparator.comparing(Snooze::sound)
                                .thenComparing(Snooze::room)
                                .thenComparing(Snooze::who))
                .toList();
    }

    private void forgetEnded() {
        Duration now = clock.now();
        ends.values().removeIf(end -> end.compareTo(now) <= 0);
    }
}
