// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.api.MessageBus;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that each sound that Home Assistant shows has a state, heard or not: one that was
 * never heard would be unknown there. Thread-safe.
 */
final class States {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MessageBus bus;
    private final List<Sound> ofRooms;
    private final List<Sound> ofHouse;
    private final Set<String> known = new HashSet<>();
    private Instant nextAsk = Instant.MIN;

    States(MessageBus bus, List<Sound> ofRooms, List<Sound> ofHouse) {
        this.bus = bus;
        this.ofRooms = ofRooms;
        this.ofHouse = ofHouse;
    }

    synchronized void onState(String topic, byte[] payload, boolean retained) {
        if (payload.length == 0) {
            known.remove(topic);
        } else {
            known.add(topic);
        }
    }

    /** Asks for the states that are not known, every few seconds. */
    synchronized void ask(Collection<String> rooms, Instant now) {
        if (now.isBefore(nextAsk)) {
            return;
        }
        nextAsk = now.plus(PATIENCE);
        ofHouse.forEach(sound -> ask(Rooms.HOUSE, sound));
        rooms.forEach(room -> ofRooms.forEach(sound -> ask(room, sound)));
    }

    private void ask(String place, Sound sound) {
        String topic = topic(place, sound);
        if (!known.contains(topic + "/state")) {
            bus.publish(topic + "/get", "", 1, false);
        }
    }

    /** Asks for all of them the next time. */
    synchronized void forget() {
        known.clear();
        nextAsk = Instant.MIN;
    }

    /** Takes away the states of a room that is no more. */
    synchronized void clear(String room) {
        for (Sound sound : ofRooms) {
            String state = topic(room, sound) + "/state";
            if (known.contains(state)) {
                bus.publish(state, "", 1, true);
            }
        }
    }

    private String topic(String place, Sound sound) {
        return bus.root() + "/" + place + "/" + sound.id();
    }
}
