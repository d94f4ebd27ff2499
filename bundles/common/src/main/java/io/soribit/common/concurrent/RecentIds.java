// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import java.util.Collections;
import java.util.Set;

/** The ids that were added last, a bounded number of them. Thread-safe. */
public final class RecentIds {
    private final Set<String> ids;

    /**
     * @param most how many are kept, more than zero
     */
    public RecentIds(int most) {
        ids = Collections.newSetFromMap(new BoundedMap<>(most));
    }

    /**
     * Adds an id; the oldest gives way.
     *
     * @return false if it was there
     */
    public synchronized boolean add(String id) {
        return ids.add(id);
    }

    /** Whether it was added, and has not given way since. */
    public synchronized boolean contains(String id) {
        return ids.contains(id);
    }
}
