// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.SoundEvent;
import java.time.Clock;
import java.util.function.Consumer;

/** What all rooms hear, as events of rooms and of the house. Thread-safe. */
public final class House {
    private final Clock clock;
    private final RoomFusion rooms;

    /**
     * @param out receives the events in order; must not block
     */
    public House(Clock clock, Consumer<SoundEvent> out) {
        this.clock = clock;
        EventIds ids = new EventIds(clock);
        HouseFusion house = new HouseFusion(ids::next, out);
        rooms = new RoomFusion(ids::next, out.andThen(house::accept));
    }

    public synchronized void accept(Report report) {
        rooms.accept(report);
    }

    /** Ends all events: nothing listens any more. */
    public synchronized void endAll() {
        rooms.endAll(clock.instant());
    }
}
