// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The mode the house is in; it outlives a restart. Thread-safe. */
@ProviderType
public interface Modes {
    /** The mode now. */
    HomeMode mode();

    /**
     * Changes it.
     *
     * @param mode the mode from now on
     * @param by who, or by which channel; for the log
     */
    void set(HomeMode mode, String by);

    /**
     * Sees first the mode now, then each change, on the thread that changes it, until closed.
     *
     * @param watcher must not block: it is called on the thread of whoever changes the mode
     * @return ends the watching
     */
    Watch watch(Consumer<HomeMode> watcher);

    /** Ends the watching. */
    @ProviderType
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
