// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Acknowledgements that came after a restart, before the store has said which alerts are active: on
 * a phone people see an alert while the hub is off. Not thread-safe: the desk guards it.
 */
final class EarlyAcknowledgements {
    private static final int MOST = 100;

    private final Map<String, String> kept = new LinkedHashMap<>();
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
            kept.putIfAbsent(alert, by);
        }
        return waiting && kept.containsKey(alert);
    }

    /**
     * The store has answered.
     *
     * @return who has seen it, by alert
     */
    Map<String, String> end() {
        waiting = false;
        Map<String, String> all = Map.copyOf(kept);
        kept.clear();
        return all;
    }
}
