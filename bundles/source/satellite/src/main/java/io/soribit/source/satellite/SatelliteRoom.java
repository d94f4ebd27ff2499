// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.RemoteHearing;
import io.soribit.common.log.LogThrottle;
import io.soribit.common.time.MonotonicClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A room of a satellite, as its messages describe it. Thread-safe. */
final class SatelliteRoom {
    /** A satellite says how it is every 3 s; after this time it is gone. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SatelliteRoom.class);
    private static final SourceStatus.Windows NONE = new SourceStatus.Windows(0, 0, 0, 1);

    private final String id;
    private final String room;
    private final String hub;
    private final RemoteHearing.Membership house;
    private final SoundReader sounds;
    private final Clock wall;
    private final MonotonicClock clock;
    private final LogThrottle throttle = new LogThrottle();
    private @Nullable SourceStatus last;
    private Duration heard;
    private boolean present;
    private String logged = "";

    SatelliteRoom(
            String id,
            String room,
            String hub,
            RemoteHearing.Membership house,
            SoundReader sounds,
            Clock wall,
            MonotonicClock clock) {
        this.id = id;
        this.room = room;
        this.hub = hub;
        this.house = house;
        this.sounds = sounds;
        this.wall = wall;
        this.clock = clock;
        heard = clock.now();
    }

    /** {@code online} or {@code offline}: the latter is also its last will. */
    synchronized void status(byte[] payload) {
        if (new String(payload, StandardCharsets.UTF_8).equals("offline")) {
            lost(
                    "the satellite '"
                            + hub
                            + "' has ended or lost its connection: see that it is on"
                            + " and in the network");
        }
    }

    /** What it says of its rooms. */
    synchronized void beat(byte[] payload) {
        try {
            SourceStatus now = Beat.read(payload, id, room, last, wall.instant());
            heard = clock.now();
            present = true;
            if (now == null) {
                lost(
                        "the satellite '"
                                + hub
                                + "' has no room '"
                                + room
                                + "': give one of its"
                                + " sources that room");
                return;
            }
            if (!logged.isEmpty()) {
                LOG.info("room {}: the satellite '{}' is back", room, hub);
                logged = "";
            }
            last = now;
            house.status(now);
        } catch (MalformedException e) {
            ignore("state", e);
        }
    }

    /** What it hears; retained messages are of the past. */
    void sound(byte[] payload, boolean retained) {
        if (retained) {
            return;
        }
        try {
            house.sound(sounds.read(payload, room, wall.instant()));
        } catch (MalformedException e) {
            ignore("sound", e);
        }
    }

    /** To be called every second or so. */
    synchronized void check() {
        if (clock.since(heard).compareTo(SILENCE) >= 0) {
            lost(
                    present
                            ? "the satellite '"
                                    + hub
                                    + "' says nothing any more: see that it is on"
                                    + " and in the network"
                            : "the satellite '"
                                    + hub
                                    + "' has not been heard of: see that it is on,"
                                    + " that its 'house' is this broker, and its 'hub' is "
                                    + hub);
        }
    }

    private void lost(String why) {
        SourceStatus before = last;
        if (!why.equals(logged)) {
            LOG.warn("room {}: {}", room, why);
            logged = why;
        }
        house.status(
                new SourceStatus(
                        id,
                        room,
                        SourceState.LOST,
                        why,
                        -120,
                        before == null ? null : before.lastScored(),
                        before == null ? NONE : before.windows(),
                        before == null ? SourceStatus.Reception.NONE : before.reception()));
    }

    private synchronized void ignore(String what, MalformedException e) {
        if (throttle.isDue(wall.instant())) {
            LOG.warn(
                    "room {}: ignoring a malformed {} of the satellite '{}' ({}): both hubs should"
                            + " have the same version",
                    room,
                    what,
                    hub,
                    e.getMessage());
        }
    }
}
