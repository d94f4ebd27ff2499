// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

/** Whether a source is not to be heard for now, and a thread that waits for the end of that. */
final class Standby {
    private volatile boolean on;

    boolean on() {
        return on;
    }

    /** Returns whether that is a change. */
    synchronized boolean set(boolean next) {
        boolean changed = on != next;
        on = next;
        notifyAll();
        return changed;
    }

    /** Returns when it is to be heard. */
    synchronized void await() throws InterruptedException {
        while (on) {
            wait();
        }
    }
}
