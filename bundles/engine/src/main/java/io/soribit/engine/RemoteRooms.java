// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.Phase;
import io.soribit.api.Rooms;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.RemoteHearing;
import io.soribit.engine.decide.Levels;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.house.Report;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rooms that other hubs hear, as reports of sources that have no ear here. Thread-safe. */
final class RemoteRooms implements RemoteHearing {
    /** Of one room: an ill hub must not fill the memory. */
    private static final int MOST_OPEN = 64;

    private static final Set<SourceState> HEARD =
            Set.of(SourceState.LISTENING, SourceState.QUIET, SourceState.STARTING);

    private final Clocks clocks;
    private final Consumer<Report> out;
    private final Set<Joined> rooms = ConcurrentHashMap.newKeySet();

    /**
     * @param out receives what is heard; must not block
     */
    RemoteRooms(Clocks clocks, Consumer<Report> out) {
        this.clocks = clocks;
        this.out = out;
    }

    @Override
    public Membership join(String source, String room) {
        Joined joined = new Joined(source, Rooms.check(room));
        rooms.add(joined);
        return joined;
    }

    List<SourceStatus> status() {
        return rooms.stream().map(Joined::status).toList();
    }

    void closeAll() {
        List.copyOf(rooms).forEach(Joined::close);
    }

    private final class Joined implements Membership {
        private final Map<String, Report> open = new LinkedHashMap<>();
        private final String source;
        private final String room;
        private SourceStatus status;

        Joined(String source, String room) {
            this.source = source;
            this.room = room;
            status =
                    new SourceStatus(
                            source,
                            room,
                            SourceState.STARTING,
                            "",
                            Levels.SILENCE,
                            null,
                            new SourceStatus.Windows(0, 0, 0, 1));
        }

        synchronized SourceStatus status() {
            return status;
        }

        @Override
        public synchronized void status(SourceStatus now) {
            status = now;
            if (!HEARD.contains(now.state())) {
                endAll();
            }
        }

        @Override
        public synchronized void sound(SoundEvent event) {
            Report before = open.get(event.id());
            if (event.phase() == Phase.END) {
                if (before != null) {
                    open.remove(event.id());
                    out.accept(report(event, before, clocks.now()));
                }
            } else if (before != null || open.size() < MOST_OPEN) {
                Report report = report(event, before, null);
                open.put(event.id(), report);
                out.accept(report);
            }
        }

        /** Who joins later, or has missed the start, hears of a sound with its next update. */
        private Report report(SoundEvent event, @Nullable Report before, @Nullable Duration end) {
            Phase phase = end != null ? Phase.END : before == null ? Phase.START : Phase.UPDATE;
            return new Report(
                    List.of(source, event.id()),
                    phase,
                    room,
                    event.sound(),
                    before == null ? clocks.now() : before.onset(),
                    end,
                    event.score(),
                    event.alternatives(),
                    event.levelDb(),
                    event.detector(),
                    event.model(),
                    event.latency(),
                    event.evidence());
        }

        private void endAll() {
            Duration now = clocks.now();
            for (Report last : open.values()) {
                out.accept(
                        new Report(
                                last.key(),
                                Phase.END,
                                room,
                                last.sound(),
                                last.onset(),
                                now,
                                last.score(),
                                last.alternatives(),
                                last.levelDb(),
                                last.detector(),
                                last.model(),
                                last.latency(),
                                last.evidence()));
            }
            open.clear();
        }

        @Override
        public void close() {
            synchronized (this) {
                endAll();
            }
            rooms.remove(this);
        }
    }
}
