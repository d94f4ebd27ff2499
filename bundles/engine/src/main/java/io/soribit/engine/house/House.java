// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.SoundEvent;
import io.soribit.engine.ear.Clocks;
import java.util.function.Consumer;

/** What all rooms hear, as events of rooms and of the house. Thread-safe. */
public final class House {
    private final Clocks clocks;
    private final RoomFusion rooms;

    /**
     * @param out receives the events in order; must not block
     */
    public House(Clocks clocks, Consumer<SoundEvent> out) {
        this.clocks = clocks;
        EventIds ids = new EventIds(clocks.wall());
        HouseFusion house = new HouseFusion(ids::next, out);
        rooms =
                new RoomFusion(
                        ids::next,
                        clocks::wallTimeOf,
                        (event, onset) -> {
                            out.accept(event);
                            house.accept(event, onset);
                        });
    }

    public synchronized void accept(Report report) {
        rooms.accept(report);
    }

    /** Ends all events: nothing listens any more. */
    public synchronized void endAll() {
        rooms.endAll(clocks.now());
    }
}
