// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current problems; each is logged once per change of its configuration. Thread-safe. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private record Report(Map<String, String> contents, List<Finding> findings) {}

    private final Map<String, Report> byPid = new TreeMap<>();
    private long deliveries;

    /**
     * Replaces the findings of a configuration that was delivered.
     *
     * @param contents what was checked, to recognise a repetition
     */
    synchronized void delivered(String pid, Map<String, String> contents, List<Finding> findings) {
        deliveries++;
        report(pid, contents, findings);
    }

    /** How many were delivered; compare it with the number before a configuration was read. */
    synchronized long deliveries() {
        return deliveries;
    }

    /**
     * Replaces the findings of a configuration that was read, unless one was delivered since.
     *
     * @param before {@link #deliveries()} before it was read
     * @return whether it was replaced; otherwise it may be stale
     */
    synchronized boolean read(
            long before, String pid, Map<String, String> contents, List<Finding> findings) {
        if (before == deliveries) {
            report(pid, contents, findings);
        }
        return before == deliveries;
    }

    private void report(String pid, Map<String, String> contents, List<Finding> findings) {
        Report report = new Report(contents, findings);
        if (report.equals(byPid.put(pid, report))) {
            return;
        }
        for (Finding finding : findings) {
            if (finding.severe()) {
                LOG.error(finding.message());
            } else {
                LOG.warn(finding.message());
            }
        }
    }

    synchronized void forget(String pid) {
        byPid.remove(pid);
    }

    /** Keeps only the problems of these PIDs, unless a configuration was delivered since. */
    synchronized void retain(long before, Set<String> pids) {
        if (before == deliveries) {
            byPid.keySet().retainAll(pids);
        }
    }

    /** PIDs of the configurations that were checked. */
    synchronized Set<String> pids() {
        return Set.copyOf(byPid.keySet());
    }

    synchronized List<String> messages() {
        return byPid.values().stream()
                .flatMap(report -> report.findings().stream())
                .map(Finding::message)
                .toList();
    }
}
