// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import static java.util.stream.Collectors.toSet;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Flash;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Lamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts that lamps show at present. Not thread-safe. */
public final class ShownAlerts {
    /** Shorter ones could be over before a lamp has reported its state. */
    private static final Duration SHORTEST_BURST = Duration.ofSeconds(1);

    /** Shorter rests would be flashes themselves, and of red ones that nobody should see. */
    private static final Duration SHORTEST_REST = Duration.ofSeconds(3);

    /** A lamp shows one at a time, the most urgent and of those the latest. */
    static final int MOST = 64;

    private static final Comparator<Shown> BY_URGENCY =
            Comparator.comparing(s -> s.alert.urgency());

    /** An alert and how lamps flash for it. */
    public record Shown(Alert alert, Flash flash, Duration begin, Duration until) {
        private Shown with(DeliveryOptions delivery) {
            return new Shown(alert.with(delivery), flash, begin, until);
        }

        private Shown until(Duration end) {
            return new Shown(alert, flash, begin, end.compareTo(until) < 0 ? end : until);
        }

        private boolean rests(Duration now) {
            long burst = flash.burst().toNanos();
            long rest = flash.rest().toNanos();
            return rest > 0 && now.minus(begin).toNanos() % (burst + rest) >= burst;
        }
    }

    private final FlashDurations durations;
    private final double rateHz;
    private final List<Shown> alerts = new ArrayList<>();
    private final Map<Lamp, Set<String>> overruled = new HashMap<>();

    public ShownAlerts(FlashDurations durations, double rateHz) {
        this.durations = durations;
        this.rateHz = rateHz;
    }

    /** Begins to show an alert; false if it is shown already, or never. */
    public boolean start(Alert alert, Duration now) {
        boolean known = alerts.stream().anyMatch(s -> s.alert.id().equals(alert.id()));
        return !known && add(alert, now);
    }

    /** Shows an alert again from its beginning, on all lamps that it reaches by now. */
    boolean remind(Alert alert, Duration now) {
        alerts.removeIf(s -> s.alert.id().equals(alert.id()));
        overruled.values().forEach(those -> those.remove(alert.id()));
        boolean added = add(alert, now);
        if (alert.event().phase() == Phase.END) {
            end(alert.id(), now);
        }
        return added;
    }

    private boolean add(Alert alert, Duration now) {
        if (alerts.size() >= MOST) {
            alerts.stream().min(BY_URGENCY).ifPresent(alerts::remove);
        }
        @Nullable Flash own = alert.delivery().flash();
        @Nullable Flash flash =
                own == null ? durations.usual(alert.urgency(), rateHz) : bounded(own);
        return flash != null
                && alerts.add(new Shown(alert, flash, now, now.plus(most(alert, flash))));
    }

    private static Flash bounded(Flash flash) {
        boolean rests = !flash.rest().isZero();
        return new Flash(
                flash.colour(),
                flash.rateHz(),
                longer(flash.burst(), SHORTEST_BURST),
                rests ? longer(flash.rest(), SHORTEST_REST) : Duration.ZERO);
    }

    private static Duration longer(Duration one, Duration two) {
        return one.compareTo(two) > 0 ? one : two;
    }

    private Duration most(Alert alert, Flash flash) {
        boolean once = alert.urgency() != Urgency.EMERGENCY && flash.rest().isZero();
        return once && flash.burst().compareTo(durations.longest()) < 0
                ? flash.burst()
                : durations.longest();
    }

    /** However short the sound, it is shown for so long. */
    private Duration least(Shown shown) {
        return shown.alert.urgency() == Urgency.EMERGENCY
                ? durations.emergency()
                : shown.flash.burst();
    }

    /** The sound has ended: an alert that lasts as long as its sound stops, but not too early. */
    void end(String id, Duration now) {
        alerts.replaceAll(
                s -> {
                    Duration least = s.begin.plus(least(s));
                    Duration end = least.compareTo(now) > 0 ? least : now;
                    return s.alert.id().equals(id) ? s.until(end) : s;
                });
    }

    /** Lamps that an alert no longer reaches, because their people have seen it, stop. */
    void narrow(Alert alert) {
        alerts.replaceAll(
                s -> s.alert.id().equals(alert.id()) ? s.with(narrowed(s.alert, alert)) : s);
    }

    private static DeliveryOptions narrowed(Alert shown, Alert now) {
        return shown.delivery().omitting(now.delivery().except());
    }

    /** Somebody has seen an alert: it stops, unless it is an emergency. */
    public void acknowledge(String id) {
        alerts.removeIf(s -> s.alert.id().equals(id) && s.alert.urgency() != Urgency.EMERGENCY);
    }

    public void removeExpired(Duration now) {
        if (alerts.removeIf(s -> s.until.compareTo(now) <= 0)) {
            Set<String> ids = alerts.stream().map(s -> s.alert.id()).collect(toSet());
            overruled.values().forEach(those -> those.retainAll(ids));
        }
    }

    /** Whether there may be another burst after a rest. */
    boolean goOn() {
        return alerts.stream().anyMatch(s -> !s.flash.rest().isZero());
    }

    /** A person wants the lamp otherwise: it shows none of the present alerts but emergencies. */
    void overrule(Lamp lamp) {
        Set<String> those = overruled.computeIfAbsent(lamp, l -> new HashSet<>());
        alerts.stream()
                .map(Shown::alert)
                .filter(alert -> alert.urgency() != Urgency.EMERGENCY)
                .forEach(alert -> those.add(alert.id()));
    }

    /** What a lamp shows now: the most urgent, of equals the latest. */
    public Optional<Shown> winner(Lamp lamp, Duration now) {
        return alerts.stream()
                .filter(s -> !s.rests(now) && lamp.isFor(s.alert))
                .filter(s -> !overruled.getOrDefault(lamp, Set.of()).contains(s.alert.id()))
                .reduce((a, b) -> BY_URGENCY.compare(a, b) > 0 ? a : b);
    }
}
