// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import io.soribit.api.hub.HealthCheck;
import io.soribit.common.health.LiveChecks;
import io.soribit.common.health.LiveChecks.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is wrong with the running hub, as its live checks say; but what is wrong between hubs is
 * {@link Status#hubs}. Thread-safe, but {@link #refresh} is called by one thread at a time.
 */
public final class Problems {
    private static final String BETWEEN_HUBS = "cluster";

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final LiveChecks live;

    /**
     * One problem.
     *
     * @param check the name of the check that found it
     * @param message what is wrong, in English
     * @param remedy what a person can do about it, in English; may be empty
     */
    public record Problem(String check, String message, String remedy) {}

    Problems(LiveChecks live) {
        this.live = live;
    }

    /** Adds a check; {@link #refresh} asks it. */
    public void add(HealthCheck check) {
        checks.add(check);
    }

    /** Removes a check. */
    public void remove(HealthCheck check) {
        checks.removeIf(known -> known == check);
    }

    /** Asks the checks; does not wait for what they answer. */
    public void refresh() {
        live.ask(checks);
    }

    List<Problem> list() {
        return live.answers().stream()
                .filter(answer -> answer.result().status() != HealthCheck.Status.OK)
                .filter(answer -> !answer.check().equals(BETWEEN_HUBS))
                .map(Problems::problem)
                .toList();
    }

    private static Problem problem(Answer answer) {
        return new Problem(answer.check(), answer.result().message(), answer.result().remedy());
    }
}
