// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

/**
 * Whether a lamp has spoken, and how often it told nonsense. Written on the timer only, read
 * anywhere.
 */
final class LampHealth {
    private volatile boolean spoken;
    private volatile int strange;
    private volatile String lastStrange = "";

    /** It told its state. */
    void spoke() {
        spoken = true;
    }

    boolean hasSpoken() {
        return spoken;
    }

    /** It told nonsense. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the timer only
    void strange(String what) {
        strange++;
        lastStrange = what;
    }

    /** How often it told nonsense. */
    int strange() {
        return strange;
    }

    /** What was wrong the last time. */
    String lastStrange() {
        return lastStrange;
    }
}
