// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

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
 * The workers of the notifiers that are there, and whom they reach. Not thread-safe: the desk
 * guards it.
 */
public final class NotifierWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierWorkers.class);

    private final Map<Notifier, NotifierWorker> workers = new LinkedHashMap<>();
    private final Set<Set<String>> missing = new HashSet<>();

    public void add(Notifier notifier, NotifierWorker worker) {
        workers.put(notifier, worker);
    }

    /** Takes out the worker of a notifier; who takes it closes it. */
    public @Nullable NotifierWorker take(Notifier notifier) {
        return workers.remove(notifier);
    }

    /** Takes out all; who takes them closes them. */
    public List<NotifierWorker> takeAll() {
        List<NotifierWorker> taken = all();
        workers.clear();
        return taken;
    }

    List<NotifierWorker> all() {
        return new ArrayList<>(workers.values());
    }

    public boolean contains(NotifierWorker worker) {
        return workers.containsValue(worker);
    }

    /** Those of the notifiers with this id. */
    Stream<NotifierWorker> of(String notifier) {
        return workers.values().stream().filter(worker -> worker.id().equals(notifier));
    }

    /** Those that tell of an alert. */
    public Stream<NotifierWorker> reachedBy(Alert alert) {
        return workers.values().stream().filter(worker -> worker.isReachedBy(alert));
    }

    /** Whether one of these targets is there; with none named, whether anything is. */
    public boolean reach(Set<String> targets) {
        return targets.isEmpty() ? !workers.isEmpty() : names().anyMatch(targets::contains);
    }

    /** What nothing would tell of, everything tells of. */
    public Alert reachable(Alert alert) {
        Set<String> targets = alert.delivery().targets();
        if (targets.isEmpty() || workers.isEmpty() || reach(targets)) {
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

    /** All that an alert can be for, sorted. */
    public List<String> targets() {
        return names().distinct().sorted().toList();
    }

    /** A rule cannot say a name with a comma. */
    private Stream<String> names() {
        return workers.values().stream()
                .flatMap(worker -> worker.targets().stream())
                .filter(name -> !name.contains(","));
    }
}
