// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plug-ins in the folder {@code bundles} of the data folder. Each is started on a thread of its
 * own with a time limit, after the hub listens; one that fails is tried again with growing pauses.
 * Thread-safe.
 */
@ProviderType
public interface PlugIns {
    /**
     * One entry per jar, by file name. Cheap: the state as it was last seen.
     *
     * @return a copy
     */
    List<PlugInStatus> list();

    /**
     * Tries a plug-in that failed or is quarantined again now. Returns at once; {@link #list()}
     * shows what comes of it.
     *
     * @param file name of its jar
     * @return whether there is a plug-in of that name, and it is not started
     */
    boolean retry(String file);

    /**
     * Notes that a service does not return from a call of the hub: until that is over, its plug-in
     * is shown as quarantined. Without effect if it is of no plug-in. Returns at once.
     *
     * @param type class of the service
     * @param problem what it does not return from, and what follows; empty once it has returned
     */
    void note(Class<?> type, String problem);
}
