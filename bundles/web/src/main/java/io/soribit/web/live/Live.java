// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.PlugIns;
import io.soribit.common.device.DeviceDirectory;
import io.soribit.web.lamp.Lamps;
import io.soribit.web.lamp.SimulatedDevice;
import io.soribit.web.lamp.SimulatedDevices;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The current state of the page, and its clients. A client receives a snapshot, or the events it
 * missed, and then every change once and in order. Thread-safe; nothing here waits for a client.
 */
public final class Live {
    private final String version;
    private final Map<String, String> advice;
    private final Clock clock;
    private final Object lock = new Object();
    private final EventStream stream;
    private final RecentSounds sounds;
    private final Lamps lamps = new Lamps();
    private final SimulatedDevices simulated = new SimulatedDevices();
    private final LevelHistory levels = new LevelHistory();
    private final DeviceDirectory directory = new DeviceDirectory();
    private final Map<String, AlertChange> alerts = new LinkedHashMap<>();
    private final HubServices services;
    private @Nullable HomeMode mode;
    private List<Device> devices = List.of();
    private PlugInList plugInList = new PlugInList(List.of());
    private KnownSounds knownSounds = KnownSounds.NONE;

    private record Mode(@Nullable String mode) {}

    private record Seen(List<String> ids) {}

    /** The plug-ins, as in the event and in {@code GET /api/plugins}. */
    public record PlugInList(List<Snapshot.PlugIn> plugins) {
        /** Asks for the plug-ins and their states. */
        public static PlugInList of(PlugIns service) {
            return new PlugInList(service.list().stream().map(Snapshot.PlugIn::of).toList());
        }
    }

    /** The devices, as in the event and in {@code GET /api/devices}. */
    public record DeviceList(List<Device> devices) {}

    /**
     * @param version of the hub
     * @param advised what a household has written to do next, by sound
     * @param history how many sounds are kept
     */
    public Live(String version, String advised, int history, Clock clock) {
        this.version = version;
        advice = Advice.of(advised);
        this.sounds = new RecentSounds(Math.max(1, history));
        this.clock = clock;
        services = new HubServices(clock);
        this.stream = new EventStream(Long.toString(clock.millis(), Character.MAX_RADIX));
    }

    /** Sets the engine. It cannot end the sounds that the engine before it started. */
    public void setHearing(Hearing engine) {
        services.setHearing(engine);
        synchronized (lock) {
            sounds.endAll(clock.instant()).forEach(e -> stream.send("sound", json(e)));
        }
        sendStatus();
    }

    /** Removes the engine, unless another one has replaced it. */
    public void removeHearing(Hearing engine) {
        if (services.removeHearing(engine)) {
            sendStatus();
        }
    }

    /** Sets the connection to the broker. */
    public void setBus(MessageBus connection) {
        services.setBus(connection);
        sendStatus();
    }

    /**
     * Removes the connection to the broker, unless another one has replaced it.
     *
     * @return whether it was the current one
     */
    public boolean removeBus(MessageBus connection) {
        boolean current = services.removeBus(connection);
        if (current) {
            sendStatus();
        }
        return current;
    }

    /** The others that the page asks. */
    public HubServices services() {
        return services;
    }

    /** Adds a sound event of the house. */
    public void sound(SoundEvent event) {
        synchronized (lock) {
            sounds.add(event);
            alerts.values().stream()
                    .filter(change -> concerns(change, event.id()))
                    .forEach(change -> sounds.alert(event.id(), SoundAlert.of(change)));
            stream.send("sound", json(event));
        }
    }

    /** Whether the sound raised the alert, or was the last to join it. */
    private static boolean concerns(AlertChange change, String sound) {
        return change.alert().id().equals(sound) || change.alert().event().id().equals(sound);
    }

    private ObjectNode json(SoundEvent event) {
        return Json.sound(event, sounds.alertOf(event.id()));
    }

    /** A message was sent to a lamp. */
    public void lamp(String name, String payload) {
        synchronized (lock) {
            stream.send("lamp", lamps.apply(name, payload, clock.instant()));
        }
    }

    /** A simulated lamp or display has published its state. */
    public void simulated(String name, String payload) {
        synchronized (lock) {
            SimulatedDevice device = simulated.apply(name, payload, clock.instant());
            if (device != null) {
                stream.send("simulated", device);
            }
        }
    }

    /**
     * Presses the button of a simulated display.
     *
     * @return whether there is one of that name
     */
    public boolean press(String name) {
        MessageBus connection = services.bus();
        synchronized (lock) {
            if (connection == null || !simulated.has(name)) {
                return false;
            }
        }
        connection.publish(connection.root() + "/simulated/" + name + "/press", "", 1, false);
        return true;
    }

    /** The broker has changed: what the one before retained does not exist any more. */
    public void clearSimulated() {
        synchronized (lock) {
            simulated.clear().forEach(gone -> stream.send("simulated", gone));
        }
    }

    /** The mode of the house; null without a mode service. */
    public void setMode(@Nullable HomeMode current) {
        synchronized (lock) {
            mode = current;
            stream.send("mode", new Mode(text(current)));
        }
    }

    private static @Nullable String text(@Nullable HomeMode mode) {
        return mode == null ? null : mode.text();
    }

    /** All services that know devices. */
    public DeviceDirectory directory() {
        return directory;
    }

    /** Something happened to an alert. */
    public void alert(AlertChange change) {
        synchronized (lock) {
            if (change.state().goesOn()) {
                alerts.put(change.alert().id(), change);
                sounds.alert(change.alert().event().id(), SoundAlert.of(change))
                        .ifPresent(event -> stream.send("sound", json(event)));
                stream.send("alert", Json.alert(change));
            } else if (change.state() == AlertState.ENDED
                    && alerts.remove(change.alert().id()) != null) {
                stream.send("alert", Json.alert(change));
            }
        }
    }

    /**
     * Somebody has seen alerts that were over.
     *
     * @param ids of these alerts
     */
    public void seen(List<String> ids) {
        synchronized (lock) {
            stream.send("seen", new Seen(List.copyOf(ids)));
        }
    }

    /** The alert service has stopped: nobody can acknowledge any more. */
    public void clearAlerts() {
        synchronized (lock) {
            for (AlertChange change : alerts.values()) {
                AlertChange ended =
                        new AlertChange(change.alert(), AlertState.ENDED, clock.instant(), "");
                stream.send("alert", Json.alert(ended));
            }
            alerts.clear();
        }
    }

    /** Sends the status to all clients. */
    public void sendStatus() {
        Status status = services.status();
        synchronized (lock) {
            levels.add(status);
            stream.sendTransient("status", status);
        }
    }

    /** Asks for the devices, plug-ins and sounds, and sends those lists that have changed. */
    public void refreshDevices() {
        List<Device> currentDevices = directory.list();
        PlugInList currentPlugIns = services.plugIns();
        KnownSounds currentSounds = services.sounds();
        synchronized (lock) {
            if (!currentDevices.equals(devices)) {
                devices = currentDevices;
                stream.send("devices", new DeviceList(currentDevices));
            }
            if (!currentPlugIns.equals(plugInList)) {
                plugInList = currentPlugIns;
                stream.send("plugins", currentPlugIns);
            }
            if (!currentSounds.equals(knownSounds)) {
                knownSounds = currentSounds;
                stream.send("known", currentSounds);
            }
        }
    }

    /** The current state of everything. */
    public Snapshot snapshot() {
        Status status = services.status();
        KnownSounds known = services.sounds();
        synchronized (lock) {
            return snapshot(status, known);
        }
    }

    /**
     * Adds a client. It first receives the events after {@code lastId} if all of them are kept, or
     * else a snapshot.
     *
     * @param lastId id of the last event that it received; null for none
     */
    public void join(Client client, @Nullable String lastId) {
        Status status = services.status();
        KnownSounds known = services.sounds();
        synchronized (lock) {
            Optional<List<byte[]>> missed = stream.missed(lastId);
            if (missed.isPresent()) {
                missed.get().forEach(client::offer);
                client.offer(EventStream.bytes("", "status", status));
            } else {
                client.offer(stream.current("snapshot", snapshot(status, known)));
            }
            stream.add(client);
        }
    }

    /** Removes a client. */
    public void leave(Client client) {
        stream.remove(client);
    }

    /** How many clients there are. */
    public int clients() {
        return stream.size();
    }

    private Snapshot snapshot(Status status, KnownSounds known) {
        return new Snapshot(
                version,
                status,
                sounds.newestFirst().stream().map(this::json).toList(),
                lamps.byName(),
                known.known(),
                known.others(),
                alerts.values().stream().map(Json::alert).toList(),
                text(mode),
                devices,
                simulated.all(),
                plugInList.plugins(),
                levels.all(),
                advice);
    }
}
