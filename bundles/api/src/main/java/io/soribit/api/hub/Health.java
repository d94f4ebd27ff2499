// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import org.osgi.annotation.versioning.ProviderType;

/** Whether the hub works, for whatever restarts or watches it. Thread-safe; answers at once. */
@ProviderType
public interface Health {
    /**
     * The state as of the last second.
     *
     * @return the state
     */
    State state();

    /**
     * What works.
     *
     * @param live the hub answers, and scores the audio that it receives; if not, restart it
     * @param ready it has a model, and so can hear
     * @param listening every source is heard; false also if there is none
     * @param message which rooms are heard and which are not, in one line
     */
    record State(boolean live, boolean ready, boolean listening, String message) {}
}
