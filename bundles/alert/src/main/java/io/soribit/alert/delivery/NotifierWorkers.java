// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of the registered notifiers, and which of them an alert reaches. Calls no notifier.
 * Not thread-safe: the desk guards it.
 */
public final class NotifierWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierWorkers.class);

    /** All, also those that are not ready. */
    private final List<NotifierWorker> known = new ArrayList<>();

    private final List<NotifierWorker> ready = new ArrayList<>();
    private final Set<Set<String>> missing = new HashSet<>();

    public void add(NotifierWorker worker) {
        known.add(worker);
    }

    /** Its notifier can be used; false if it was removed before. */
    public boolean ready(NotifierWorker worker) {
        return known.contains(worker) && ready.add(worker);
    }

    /** Removes the worker of a notifier; the caller closes it. */
    public @Nullable NotifierWorker take(Notifier notifier) {
        for (NotifierWorker worker : known) {
            if (worker.isFor(notifier)) {
                known.remove(worker);
                ready.remove(worker);
                return worker;
            }
        }
        return null;
    }

    /** Removes all; the caller closes them. */
    public List<NotifierWorker> takeAll() {
        List<NotifierWorker> taken = List.copyOf(known);
        known.clear();
        ready.clear();
        return taken;
    }

    /** All, also those that are not ready. */
    public List<NotifierWorker> all() {
        return List.copyOf(known);
    }

    public boolean contains(NotifierWorker worker) {
        return known.contains(worker);
    }

    /** Those of the notifiers with this id. */
    public Stream<NotifierWorker> of(String notifier) {
        return ready.stream().filter(worker -> worker.id().equals(notifier));
    }

    /** Those that an alert reaches. */
    public Stream<NotifierWorker> reachedBy(Alert alert) {
        return ready.stream().filter(worker -> worker.isReachedBy(alert));
    }

    /** Whether one of these targets is known; with none named, whether any notifier is ready. */
    public boolean reach(Set<String> targets) {
        return targets.isEmpty() ? !ready.isEmpty() : names().anyMatch(targets::contains);
    }

    /** An alert for unknown targets only, for all targets. */
    public Alert reachable(Alert alert) {
        Set<String> targets = alert.delivery().targets();
        if (targets.isEmpty() || ready.isEmpty() || reach(targets)) {
            return alert;
        }
        if (missing.add(targets)) {
            LOG.warn(
                    "unknown targets {} in a rule for {}: delivering to all targets. Known targets:"
                            + " {}; correct them in etc/io.soribit.alert.rule-*.cfg",
                    String.join(", ", new TreeSet<>(targets)),
                    alert.event().sound().id(),
                    String.join(", ", targets()));
        }
        return alert.with(alert.delivery().reaching(Set.of()));
    }

    /** All names that a rule can use, sorted. */
    public List<String> targets() {
        return names().distinct().sorted().toList();
    }

    /** The lists of a rule are separated by commas. */
    private Stream<String> names() {
        return ready.stream()
                .flatMap(worker -> worker.targets().stream())
                .filter(name -> !name.contains(","));
    }
}
