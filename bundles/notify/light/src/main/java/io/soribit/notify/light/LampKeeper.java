// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.Device;
import io.soribit.notify.light.lamp.FoundLamp;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.lamp.LampFinder;
import io.soribit.notify.light.lamp.Zigbee2MqttLamp;
import io.soribit.notify.light.restore.LampControl;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.restore.LampLeases;
import io.soribit.notify.light.show.FlashShow;
import io.soribit.notify.light.show.FlashTimer;
import io.soribit.notify.light.show.TestFlash;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lamps: those in use, those whose state is still to be restored, and those that were
 * discovered.
 */
final class LampKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LampKeeper.class);

    /** By then the lists of the broker say what can be asked of a lamp. */
    private static final Duration FIRST_QUESTION = Duration.ofSeconds(1);

    private final MessageBus bus;
    private final String base;
    private final LampJournal journal;
    private final LampLeases leases;
    private final FlashTimer timer;
    private final FlashShow show;
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();
    private final Map<String, LampControl> lamps = new ConcurrentSkipListMap<>();
    private final LampFinder finder;
    private long tests;

    /**
     * Begins to look after lamps.
     *
     * @param base topic of Zigbee2MQTT
     */
    LampKeeper(
            MessageBus bus,
            String base,
            Collection<Lamp> used,
            FlashTimer timer,
            FlashShow show,
            LampJournal journal) {
        this.bus = bus;
        this.base = base;
        this.timer = timer;
        this.show = show;
        this.journal = journal;
        leases = new LampLeases(bus, timer::soon, timer::now);
        used.forEach(this::admit);
        journal.lamps().forEach(this::admitUnlisted);
        finder = new LampFinder(bus, base, used, this::found, this::online);
        show.recover();
    }

    /** A lamp that is no longer in use may still have to be restored. */
    private void admitUnlisted(String key) {
        String id = key.startsWith(base + "/") ? key.substring(base.length() + 1) : key;
        try {
            if (!lamps.containsKey(id)) {
                admit(Lamp.parse(id).asGuest());
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("ignoring '{}' in the journal of lamps: no such kind of lamp", key, e);
        }
    }

    private LampControl admit(Lamp lamp) {
        LampControl control =
                new LampControl(
                        lamp, lamp.protocol(base, bus.root()), bus, journal, leases, timer::now);
        lamps.put(lamp.id(), control);
        show.admit(control);
        timer.after(FIRST_QUESTION, () -> control.inquire(timer.now()));
        for (String filter : control.protocol().reportTopics()) {
            subscriptions.add(
                    bus.subscribe(
                            filter,
                            (topic, payload, retained) -> show.heard(control, topic, payload)));
        }
        return control;
    }

    private synchronized void found(FoundLamp one) {
        @Nullable LampControl control = lamps.get(one.id());
        if (control == null) {
            return;
        }
        List<LampControl> members = one.members().stream().map(this::member).toList();
        timer.soon(
                () -> {
                    if (control.protocol() instanceof Zigbee2MqttLamp lamp) {
                        lamp.can(one.ability(), one.siren());
                    }
                    control.lead(members);
                });
        show.inquire(control);
    }

    private LampControl member(FoundLamp one) {
        @Nullable LampControl known = lamps.get(one.id());
        LampControl control = known == null ? admit(Lamp.parse(one.id()).asGuest()) : known;
        found(one);
        return control;
    }

    /** A lamp reports that it is online, or a device of which it is a part. */
    private void online(String id) {
        lamps.forEach(
                (name, control) -> {
                    if (name.equals(id) || name.startsWith(id + "/")) {
                        show.inquire(control);
                    }
                });
    }

    /** The names of those in use. */
    List<String> used() {
        return lamps.values().stream()
                .map(LampControl::lamp)
                .filter(lamp -> !lamp.guest())
                .map(Lamp::id)
                .toList();
    }

    /** The groups of those in use. */
    Set<String> groups() {
        return lamps.values().stream()
                .map(LampControl::lamp)
                .filter(lamp -> !lamp.guest())
                .map(Lamp::group)
                .collect(Collectors.toSet());
    }

    /** The ids of those in use that an alert reaches. */
    Set<String> reached(Alert alert) {
        return lamps.values().stream()
                .map(LampControl::lamp)
                .filter(lamp -> !lamp.guest() && lamp.isFor(alert))
                .map(Lamp::id)
                .collect(Collectors.toSet());
    }

    boolean isFound(String id) {
        return finder.found().containsKey(id);
    }

    /** All that are in use or were found. */
    List<Device> devices() {
        Map<String, FoundLamp> found = finder.found();
        Map<String, Device> all = new TreeMap<>();
        TreeSet<String> ids = new TreeSet<>(found.keySet());
        ids.addAll(used());
        for (String id : ids) {
            @Nullable LampControl control = lamps.get(id);
            Lamp lamp = control == null ? Lamp.parse(id).asGuest() : control.lamp();
            all.put(id, LampReport.of(lamp, control, found.get(id), finder.isReachable(lamp), bus));
        }
        return List.copyOf(all.values());
    }

    /** Lets a lamp flash. */
    synchronized void test(String id) throws IOException {
        Device device =
                devices().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "there is no lamp '"
                                                        + id
                                                        + "': it is neither in use nor found on"
                                                        + " the broker"));
        if (!device.reachable() && !device.message().isEmpty()) {
            throw new IOException(id + " cannot be tested: " + device.message());
        }
        @Nullable LampControl control = lamps.get(id);
        if (control == null) {
            admit(Lamp.parse(id).asGuest());
            finder.found().values().stream().filter(f -> f.id().equals(id)).forEach(this::found);
        }
        show.deliver(TestFlash.of(id, ++tests));
    }

    @Override
    public synchronized void close() {
        finder.close();
        leases.close();
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
