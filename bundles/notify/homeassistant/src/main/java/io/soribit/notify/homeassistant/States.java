// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.api.MessageBus;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.common.room.RoomTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests a state for each sound that Home Assistant shows: one that was never heard would be
 * unknown there. Thread-safe.
 */
final class States {
    private static final int MOST = 10_000;
    private static final Duration REPEAT = Duration.ofSeconds(5);

    private final MessageBus bus;
    private final Supplier<List<Sound>> ofRooms;
    private final Supplier<List<Sound>> ofHouse;
    private final Set<String> known = new HashSet<>();
    private @Nullable Duration lastRequest;

    /** What is shown may change as sounds are taught. */
    States(MessageBus bus, Supplier<List<Sound>> ofRooms, Supplier<List<Sound>> ofHouse) {
        this.bus = bus;
        this.ofRooms = ofRooms;
        this.ofHouse = ofHouse;
    }

    synchronized void onState(String topic, byte[] payload, boolean retained) {
        if (payload.length == 0) {
            known.remove(topic);
        } else if (known.size() < MOST) {
            known.add(topic);
        }
    }

    /** Requests the states that are not known, every few seconds. */
    synchronized void request(Collection<String> rooms, Duration now) {
        if (lastRequest != null && now.minus(lastRequest).compareTo(REPEAT) < 0) {
            return;
        }
        lastRequest = now;
        ofHouse.get().forEach(sound -> request(Rooms.HOUSE, sound));
        List<Sound> shown = ofRooms.get();
        rooms.forEach(room -> shown.forEach(sound -> request(room, sound)));
    }

    private void request(String place, Sound sound) {
        String topic = topic(place, sound);
        if (!known.contains(topic + "/state")) {
            bus.publish(topic + "/get", "", 1, false);
        }
    }

    /** Requests all of them the next time. */
    synchronized void forget() {
        known.clear();
        lastRequest = null;
    }

    /** Deletes the states of a room that was removed. */
    synchronized void clear(String room) {
        for (Sound sound : ofRooms.get()) {
            String state = topic(room, sound) + "/state";
            if (known.contains(state)) {
                bus.publish(state, "", 1, true);
            }
        }
    }

    private String topic(String place, Sound sound) {
        String level = place.equals(Rooms.HOUSE) ? place : RoomTopics.level(place);
        return bus.root() + "/" + level + "/" + sound.id();
    }
}
