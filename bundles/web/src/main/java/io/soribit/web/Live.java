// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.HomeMode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be seen now, and who watches. A client is told a snapshot first, then every change
 * after it, once and in order. Thread-safe; nothing here waits for a client.
 */
final class Live {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Clock clock;
    private final Object lock = new Object();
    private final RecentSounds sounds;
    private final Lamps lamps = new Lamps();
    private final Simulations simulations = new Simulations();
    private final DeviceBook devices = new DeviceBook();
    private final Map<String, ActiveAlert> alerts = new LinkedHashMap<>();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Hearing hearing;
    private volatile @Nullable MessageBus bus;
    private volatile @Nullable Ontology ontology;
    private volatile boolean failing;
    private @Nullable HomeMode mode;
    private List<Device> known = List.of();

    Live(int history, Clock clock) {
        this.sounds = new RecentSounds(history);
        this.clock = clock;
    }

    /** Another engine. What the one before began can only be ended here. */
    void hearing(Hearing now) {
        hearing = now;
        synchronized (lock) {
            sounds.endAll(clock.instant()).forEach(e -> tell("sound", heard(e)));
        }
        tick();
    }

    void hearingGone(Hearing gone) {
        if (hearing == gone) {
            hearing = null;
            tick();
        }
    }

    void bus(MessageBus now) {
        bus = now;
        tick();
    }

    /** Whether it was the one in use. */
    boolean busGone(MessageBus gone) {
        if (bus != gone) {
            return false;
        }
        bus = null;
        tick();
        return true;
    }

    void ontology(Ontology now) {
        ontology = now;
    }

    void ontologyGone(Ontology gone) {
        if (ontology == gone) {
            ontology = null;
        }
    }

    void sound(SoundEvent event) {
        synchronized (lock) {
            sounds.add(event);
            alerts.values().stream()
                    .filter(alert -> alert.tellsOf(event.id()))
                    .forEach(alert -> sounds.tell(event.id(), Told.of(alert)));
            tell("sound", heard(event));
        }
    }

    private Heard heard(SoundEvent event) {
        return Heard.of(event, sounds.told(event.id()));
    }

    void lamp(String name, String payload) {
        synchronized (lock) {
            tell("lamp", lamps.told(name, payload, clock.instant()));
        }
    }

    void simulated(String name, String payload) {
        synchronized (lock) {
            Simulated now = simulations.told(name, payload, clock.instant());
            if (now != null) {
                tell("simulated", now);
            }
        }
    }

    /**
     * Somebody presses the button of a display that is not there.
     *
     * @return whether there is one of that name
     */
    boolean press(String name) {
        MessageBus way = bus;
        synchronized (lock) {
            if (way == null || !simulations.has(name)) {
                return false;
            }
        }
        way.publish(way.root() + "/simulated/" + name + "/press", "", 1, false);
        return true;
    }

    /** Another broker, or none: what the one before retained is not there any more. */
    void simulationsGone() {
        synchronized (lock) {
            simulations.clear().forEach(gone -> tell("simulated", gone));
        }
    }

    /** The mode of the house; null while nothing keeps one. */
    void mode(@Nullable HomeMode now) {
        synchronized (lock) {
            mode = now;
            tell("mode", new Mode(text(now)));
        }
    }

    /** The mode of the house, as the page is told. */
    private record Mode(@Nullable String mode) {}

    private static @Nullable String text(@Nullable HomeMode mode) {
        return mode == null ? null : mode.text();
    }

    DeviceBook devices() {
        return devices;
    }

    void alert(AlertChange change) {
        synchronized (lock) {
            if (change.state().goesOn()) {
                ActiveAlert alert = ActiveAlert.of(change);
                alerts.put(alert.id(), alert);
                sounds.tell(alert.sound(), Told.of(alert)).ifPresent(e -> tell("sound", heard(e)));
                tell("alert", alert);
            } else if (change.state() == AlertState.ENDED
                    && alerts.remove(change.alert().id()) != null) {
                tell("alert", ActiveAlert.of(change));
            }
        }
    }

    /** Nobody can acknowledge any more. */
    void alertsGone() {
        synchronized (lock) {
            alerts.values().forEach(alert -> tell("alert", alert.ended(clock.instant())));
            alerts.clear();
        }
    }

    /** Tells everybody how the hub is doing. */
    void tick() {
        Status status = status();
        List<Device> found = devices.list();
        synchronized (lock) {
            tell("status", status);
            if (!found.equals(known)) {
                known = found;
                tell("devices", new DevicesServlet.Known(found));
            }
        }
    }

    Snapshot snapshot() {
        return snapshot(status());
    }

    /** Snapshot and membership in one step: nothing is missed or told twice. */
    void join(Client client) {
        Status status = status();
        synchronized (lock) {
            client.offer(Messages.event("snapshot", snapshot(status)));
            clients.add(client);
        }
    }

    void leave(Client client) {
        clients.remove(client);
    }

    int watching() {
        return clients.size();
    }

    private Snapshot snapshot(Status status) {
        Ontology sounding = ontology;
        List<Snapshot.Known> worthALook =
                sounding == null
                        ? List.of()
                        : sounding.sounds().stream()
                                .filter(s -> s.urgency() != Urgency.INFO)
                                .map(Snapshot.Known::of)
                                .toList();
        synchronized (lock) {
            List<Heard> heard = sounds.newestFirst().stream().map(this::heard).toList();
            return new Snapshot(
                    status,
                    heard,
                    lamps.byName(),
                    worthALook,
                    List.copyOf(alerts.values()),
                    text(mode),
                    known,
                    simulations.all());
        }
    }

    private void tell(String name, Record document) {
        byte[] event = Messages.event(name, document);
        clients.forEach(c -> c.offer(event));
        clients.removeIf(c -> !c.isOpen());
    }

    private Status status() {
        Hearing engine = hearing;
        try {
            Status status = Status.of(engine, bus, clock.instant());
            failing = false;
            return status;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("{} cannot say how it is doing: shown as not listening", engine, e);
            }
            failing = true;
            return Status.unknown(clock.instant());
        }
    }
}
