// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import java.util.LinkedHashSet;
import java.util.Set;

/** Ids of the latest alerts of some kind, a bounded number of them. Thread-safe. */
public final class AlertIds {
    private static final int MAX = 10_000;

    private final Set<String> ids = new LinkedHashSet<>();

    public synchronized void add(String id) {
        ids.add(id);
        if (ids.size() > MAX) {
            ids.remove(ids.iterator().next());
        }
    }

    public synchronized boolean contains(String id) {
        return ids.contains(id);
    }
}
