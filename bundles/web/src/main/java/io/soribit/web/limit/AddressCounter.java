// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what each address has open. Thread-safe. */
public final class AddressCounter {
    private final int most;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    /**
     * @param most how many each address may have open
     */
    public AddressCounter(int most) {
        this.most = most;
    }

    /** Adds one for the address, unless it has too many already. */
    public boolean acquire(String address) {
        if (open.merge(address, 1, Integer::sum) <= most) {
            return true;
        }
        release(address);
        return false;
    }

    /** Whether the address has any open. */
    public boolean has(String address) {
        return open.containsKey(address);
    }

    /** Subtracts one from the address. */
    public void release(String address) {
        open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
