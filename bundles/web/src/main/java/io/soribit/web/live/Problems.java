// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import io.soribit.api.hub.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with the running hub, as its live checks say; but what is wrong between hubs is
 * {@link Status#hubs}. Thread-safe.
 */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String BETWEEN_HUBS = "cluster";

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private volatile List<Problem> found = List.of();

    /**
     * One problem.
     *
     * @param check the name of the check that found it
     * @param message what is wrong, in English
     * @param remedy what a person can do about it, in English; may be empty
     */
    public record Problem(String check, String message, String remedy) {}

    /** Adds a check; {@link #refresh} asks it. */
    public void add(HealthCheck check) {
        checks.add(check);
    }

    /** Removes a check. */
    public void remove(HealthCheck check) {
        checks.remove(check);
    }

    /** Runs the checks; may block. */
    public void refresh() {
        List<Problem> now = new ArrayList<>();
        for (HealthCheck check : checks) {
            try {
                ask(check, now);
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("{} fails; its results are not shown on the page", check, e);
            }
        }
        found = List.copyOf(now);
    }

    private static void ask(HealthCheck check, List<Problem> problems) {
        String name = check.name();
        if (name.equals(BETWEEN_HUBS)) {
            return;
        }
        check.check().stream()
                .filter(result -> result.status() != HealthCheck.Status.OK)
                .map(result -> new Problem(name, result.message(), result.remedy()))
                .forEach(problems::add);
    }

    List<Problem> list() {
        return found;
    }
}
