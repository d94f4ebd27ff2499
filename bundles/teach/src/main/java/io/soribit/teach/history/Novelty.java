// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import io.soribit.teach.learn.Coarse;

/**
 * Whether a window tells anything that the one kept before it did not: silence, and a fan that has
 * been running for an hour, do not. Not thread-safe.
 */
final class Novelty {
    /**
     * Squared distance from the window before, as a share of the squared length of the shorter one.
     * Between windows of steady noise of any level it is 0.03 to 0.2 in nine of ten cases; between
     * noise and a chime over it, above 1.
     */
    private static final double ALIKE = 0.25;

    /** What is alike for so long is kept again. */
    private static final long AGAIN_MILLIS = 30_000;

    private static final int NOTHING = Coarse.of(0) & 0xff;

    private byte[] kept = {};
    private long keptMillis;

    boolean of(byte[] values, long endMillis) {
        return kept.length != values.length
                || Math.abs(endMillis - keptMillis) >= AGAIN_MILLIS
                || differs(values);
    }

    private boolean differs(byte[] values) {
        long distance = 0;
        long before = 1;
        long now = 1;
        for (int i = 0; i < values.length; i++) {
            int one = (kept[i] & 0xff) - NOTHING;
            int other = (values[i] & 0xff) - NOTHING;
            distance += (long) (other - one) * (other - one);
            before += (long) one * one;
            now += (long) other * other;
        }
        return distance > ALIKE * Math.min(before, now);
    }

    /** It is kept. */
    void keep(byte[] values, long endMillis) {
        kept = values;
        keptMillis = endMillis;
    }
}
