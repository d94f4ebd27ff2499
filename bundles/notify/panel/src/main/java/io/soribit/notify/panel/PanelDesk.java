// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Receipt;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.Hearing;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The displays of one kind. Each shows one alert, the most urgent, until it is acknowledged or has
 * ended; what was heard last; and whether the hub listens. An acknowledged emergency stays until it
 * has ended. Thread-safe; nothing waits for the network.
 */
public final class PanelDesk implements Notifier, Devices {
    private static final String ALL = "display";

    private final PanelDriver driver;
    private final MessageBus bus;
    private final Panels panels;
    private final Clock clock;
    private final Supplier<@Nullable Hearing> hearing;
    private final Presence presence;
    private final Wall wall;
    private @Nullable Listening published;

    /**
     * Displays of one kind.
     *
     * @param silence a display that was not heard for so long is not reachable
     * @param hearing how the hub hears; null while it does not
     */
    public PanelDesk(
            PanelDriver driver,
            MessageBus bus,
            Panels panels,
            Clock clock,
            Duration silence,
            Supplier<@Nullable Hearing> hearing) {
        this.driver = driver;
        this.bus = bus;
        this.panels = panels;
        this.clock = clock;
        this.hearing = hearing;
        presence = new Presence(driver, panels, clock, silence);
        wall = new Wall(driver);
    }

    @Override
    public String id() {
        return driver.scheme();
    }

    @Override
    public Set<String> targets() {
        Set<String> targets = new HashSet<>(Set.of(ALL, driver.scheme()));
        panels.used().forEach(name -> targets.add(presence.id(name)));
        return targets;
    }

    private List<String> reached(Alert alert) {
        return panels.used().stream()
                .filter(name -> !alert.delivery().except().contains(presence.id(name)))
                .filter(
                        name ->
                                alert.delivery().reaches(ALL)
                                        || alert.delivery().reaches(driver.scheme())
                                        || alert.delivery().reaches(presence.id(name)))
                .toList();
    }

    @Override
    public synchronized void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.END) {
            wall.end(alert);
            leaveAlone(alert);
            return;
        }
        List<String> names = reached(alert);
        boolean start = alert.event().phase() == Phase.START;
        if (start && !names.isEmpty() && !bus.connected()) {
            throw new IOException(
                    driver.kind()
                            + " cannot be reached: no connection to the MQTT broker "
                            + bus.address()
                            + "; start it, or set its url in etc/io.soribit.notify.mqtt.cfg");
        }
        for (String name : names) {
            if (start) {
                wall.start(name, alert);
            } else {
                wall.again(name, alert);
            }
        }
        leaveAlone(alert);
    }

    /** The displays of people who have seen it. */
    private void leaveAlone(Alert alert) {
        panels.used().stream()
                .filter(name -> alert.delivery().except().contains(presence.id(name)))
                .forEach(name -> wall.acknowledge(name, alert));
    }

    @Override
    public synchronized Receipt receipt(Alert alert) {
        List<String> names = reached(alert);
        if (names.isEmpty()) {
            return Receipt.NO_DEVICE;
        }
        return names.stream().anyMatch(presence::isReachable) ? Receipt.DELIVERED : Receipt.SENT;
    }

    @Override
    public synchronized void remind(Alert alert) {
        reached(alert).forEach(name -> wall.put(name, alert));
    }

    @Override
    public synchronized void acknowledged(Alert alert, String by) {
        wall.acknowledge(alert);
    }

    /** An alert has ended for all: it is removed a moment later, if nothing else has removed it. */
    public synchronized void ended(String id) {
        wall.ended(id, clock.instant());
    }

    /** To be called every second. */
    public synchronized void tidy() {
        wall.tidy(clock.instant());
    }

    /** A display is reachable: if it was not before, it is sent what it has missed. */
    public synchronized void heard(String name, boolean restarted) {
        boolean back = presence.comes(name);
        if ((back || restarted) && panels.used().contains(name)) {
            present(name);
        }
    }

    /**
     * Something came from the topic of a display that is malformed: it is logged once, if it is a
     * display that is known.
     *
     * @param what what is wrong with it, the same words for the same
     */
    public void ignored(String name, String what) {
        presence.ignored(name, what);
    }

    /** A message of a display is valid; it says nothing of whether it is there. */
    public void understood(String name) {
        presence.understood(name);
    }

    private void present(String name) {
        driver.listening(name, Listening.of(hearing.get()));
        wall.show(name);
    }

    /** Whether a display is in use. */
    public synchronized boolean hasDisplays() {
        return !panels.used().isEmpty();
    }

    /** A display goes. */
    public void gone(String name) {
        panels.gone(name);
    }

    /** Shows on all displays whether the hub listens. */
    public synchronized void renew() {
        Listening now = Listening.of(hearing.get());
        published = now;
        panels.used().forEach(name -> driver.listening(name, now));
    }

    /** Whether the displays show something else, or nothing yet. */
    public synchronized boolean isOutdated() {
        return !Listening.of(hearing.get()).equals(published);
    }

    /** Somebody has pressed the button of a display: this acknowledges all active alerts. */
    public void pressed(String name, Alerts alerts) {
        if (panels.used().contains(name)) {
            alerts.acknowledgeAll(driver.scheme() + " " + name);
        }
    }

    /** Somebody has confirmed what a display shows: this acknowledges that alert. */
    public void confirmed(String name, Alerts alerts) {
        shown(name).ifPresent(id -> alerts.acknowledge(id, driver.scheme() + " " + name));
    }

    private synchronized Optional<String> shown(String name) {
        return wall.winner(name).map(Alert::id);
    }

    @Override
    public List<Device> devices() {
        return presence.devices();
    }

    @Override
    public synchronized void test(String id) throws IOException {
        String name = presence.name(id);
        if (wall.winner(name).isPresent()) {
            throw new IOException(name + " shows an alert right now: try again when it is over");
        }
        if (!bus.connected()) {
            throw new IOException("no connection to the MQTT broker " + bus.address());
        }
        driver.test(name);
    }

    @Override
    public synchronized void use(String id, boolean used) throws IOException {
        String name = presence.name(id);
        boolean before = panels.used().contains(name);
        panels.use(name, used);
        if (used && !before) {
            present(name);
        } else if (!used && before) {
            wall.forget(name);
            driver.clear(name);
        }
    }
}
