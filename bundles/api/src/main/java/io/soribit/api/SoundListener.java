// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives events live, best effort. Register it as a service. Each listener has a thread and a
 * bounded queue of its own: one that blocks or throws harms no other, and when its queue is full
 * updates are left out first.
 */
@ConsumerType
public interface SoundListener {
    /**
     * Called in order, from one thread.
     *
     * @param event of a room, or of the house ({@link SoundEvent#house()})
     */
    void onSound(SoundEvent event);
}
