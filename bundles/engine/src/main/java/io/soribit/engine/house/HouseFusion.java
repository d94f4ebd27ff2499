// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes one event for the house of a sound that several rooms of a zone hear while it lasts. The
 * first room to hear it is published at once; others join it. Rooms of different zones are too far
 * apart for one sound, and who is there may be somebody else. Not thread-safe.
 */
public final class HouseFusion {
    private final Supplier<String> ids;
    private final Consumer<SoundEvent> out;
    private final Map<String, HouseEvent> byRoomEvent = new HashMap<>();

    public HouseFusion(Supplier<String> ids, Consumer<SoundEvent> out) {
        this.ids = ids;
        this.out = out;
    }

    /**
     * Takes an event of a room.
     *
     * @param onset of that event, a reading of the monotonic clock
     */
    public void accept(SoundEvent event, Duration onset) {
        if (event.phase() == Phase.START) {
            start(event, onset);
            return;
        }
        HouseEvent house = byRoomEvent.get(event.id());
        if (house == null) {
            return;
        }
        house.put(event);
        if (event.phase() == Phase.UPDATE) {
            out.accept(house.event(Phase.UPDATE));
        } else {
            byRoomEvent.remove(event.id());
            if (house.over()) {
                out.accept(house.event(Phase.END));
            }
        }
    }

    private void start(SoundEvent event, Duration onset) {
        Set<HouseEvent> open = new LinkedHashSet<>(byRoomEvent.values());
        for (HouseEvent house : open) {
            if (house.joins(event, onset)) {
                house.put(event);
                byRoomEvent.put(event.id(), house);
                out.accept(house.event(Phase.UPDATE));
                return;
            }
        }
        HouseEvent house = new HouseEvent(ids.get(), event, onset);
        byRoomEvent.put(event.id(), house);
        out.accept(house.event(Phase.START));
    }
}
