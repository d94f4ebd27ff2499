// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of so many entries at the most: the one that was added first gives way. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    /**
     * @param most how many entries are kept, more than zero
     */
    public BoundedMap(int most) {
        if (most <= 0) {
            throw new IllegalArgumentException("a map of at most " + most + " entries");
        }
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
