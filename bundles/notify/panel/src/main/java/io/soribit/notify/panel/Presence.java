// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.hub.Device;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which displays of one kind are there, how people name them, and what is wrong with them.
 * Thread-safe.
 */
final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final PanelDriver driver;
    private final Panels panels;
    private final Clock clock;
    private final Duration silence;
    private final MalformedMessages malformed = new MalformedMessages();

    /**
     * @param silence a display that was not heard for so long is not reachable
     */
    Presence(PanelDriver driver, Panels panels, Clock clock, Duration silence) {
        this.driver = driver;
        this.panels = panels;
        this.clock = clock;
        this.silence = silence;
    }

    /** A display was heard: whether it was not reachable before. */
    boolean comes(String name) {
        malformed.understood(name);
        Instant now = clock.instant();
        return !isRecent(panels.heard(name, now), now);
    }

    /** As {@link PanelDesk#ignored}. */
    void ignored(String name, String what) {
        if (panels.all().contains(name) && malformed.report(name, what, clock.instant())) {
            LOG.warn("{}: {}", id(name), malformed.problem(name));
        }
    }

    /** As {@link PanelDesk#understood}. */
    void understood(String name) {
        malformed.understood(name);
    }

    private boolean isRecent(Optional<Instant> heard, Instant now) {
        return heard.filter(then -> then.isAfter(now.minus(silence))).isPresent();
    }

    boolean isReachable(String name) {
        return isRecent(panels.heard(name), clock.instant());
    }

    /** As people and rules name a display. */
    String id(String name) {
        return driver.scheme() + ":" + name;
    }

    /**
     * The name of a display.
     *
     * @throws IOException if there is none with this id
     */
    String name(String id) throws IOException {
        return panels.all().stream()
                .filter(name -> id(name).equals(id))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no display " + id));
    }

    /** All that are known. */
    List<Device> devices() {
        Set<String> used = panels.used();
        List<Device> devices = new ArrayList<>();
        for (String name : panels.all()) {
            boolean reachable = isReachable(name);
            devices.add(
                    new Device(
                            id(name),
                            name,
                            driver.kind(),
                            "display",
                            used.contains(name),
                            reachable,
                            message(name, reachable)));
        }
        return devices;
    }

    private String message(String name, boolean reachable) {
        String problem = malformed.problem(name);
        return reachable || !problem.isEmpty()
                ? problem
                : "nothing is heard of it at the MQTT broker: is it on, and is its name there "
                        + name
                        + "?";
    }
}
