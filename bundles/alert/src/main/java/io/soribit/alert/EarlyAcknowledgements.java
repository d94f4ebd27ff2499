// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Acknowledgements that came after a restart, before the store has said which alerts are active: on
 * a phone people see an alert while the hub is off. Not thread-safe: the desk guards it.
 */
final class EarlyAcknowledgements {
    private static final int MOST = 100;

    private final Set<Map.Entry<String, String>> kept = new LinkedHashSet<>();
    private boolean waiting;

    /** The store is asked. */
    void begin() {
        waiting = true;
    }

    /**
     * Keeps one.
     *
     * @return whether it is of use later
     */
    boolean keep(String alert, String by) {
        if (waiting && kept.size() < MOST) {
            kept.add(Map.entry(alert, by));
        }
        return waiting && kept.contains(Map.entry(alert, by));
    }

    /**
     * The store has answered.
     *
     * @return alerts and who has seen them, in the order in which they did
     */
    List<Map.Entry<String, String>> end() {
        waiting = false;
        List<Map.Entry<String, String>> all = List.copyOf(kept);
        kept.clear();
        return all;
    }
}
