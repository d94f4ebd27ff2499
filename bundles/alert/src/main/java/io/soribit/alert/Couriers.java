// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The couriers of the notifiers that are there, and whom they reach. Not thread-safe: the desk
 * guards it.
 */
final class Couriers {
    private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

    private final Map<Notifier, Courier> couriers = new LinkedHashMap<>();
    private final Set<Set<String>> missing = new HashSet<>();

    void add(Notifier notifier, Courier courier) {
        couriers.put(notifier, courier);
    }

    /** Takes out the courier of a notifier; who takes it closes it. */
    @Nullable Courier take(Notifier notifier) {
        return couriers.remove(notifier);
    }

    /** Takes out all; who takes them closes them. */
    List<Courier> takeAll() {
        List<Courier> taken = all();
        couriers.clear();
        return taken;
    }

    List<Courier> all() {
        return new ArrayList<>(couriers.values());
    }

    boolean contains(Courier courier) {
        return couriers.containsValue(courier);
    }

    /** Those of the notifiers with this id. */
    Stream<Courier> of(String notifier) {
        return couriers.values().stream().filter(courier -> courier.id().equals(notifier));
    }

    /** Those that tell of an alert. */
    Stream<Courier> reachedBy(Alert alert) {
        return couriers.values().stream().filter(courier -> courier.isReachedBy(alert));
    }

    /** Whether one of these targets is there; with none named, whether anything is. */
    boolean reach(Set<String> targets) {
        return targets.isEmpty() ? !couriers.isEmpty() : names().anyMatch(targets::contains);
    }

    /** What nothing would tell of, everything tells of. */
    Alert reachable(Alert alert) {
        Set<String> targets = alert.handling().targets();
        if (targets.isEmpty() || couriers.isEmpty() || reach(targets)) {
            return alert;
        }
        if (missing.add(targets)) {
            LOG.warn(
                    "nothing is called {}, as a rule for {} wants: everything tells of it. There"
                            + " are {}; correct the targets in etc/io.soribit.alert.rule-*.cfg",
                    String.join(", ", new TreeSet<>(targets)),
                    alert.event().sound().id(),
                    String.join(", ", targets()));
        }
        return alert.with(alert.handling().reaching(Set.of()));
    }

    /** All that an alert can be for, sorted. */
    List<String> targets() {
        return names().distinct().sorted().toList();
    }

    /** A rule cannot say a name with a comma. */
    private Stream<String> names() {
        return couriers.values().stream()
                .flatMap(courier -> courier.targets().stream())
                .filter(name -> !name.contains(","));
    }
}
