// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command of the program {@code soribit}, for example {@code soribit doctor}. Register it as a
 * service; it can be called while the service is registered.
 */
@ConsumerType
public interface HubCommand {
    /** Its name on the command line. */
    String name();

    /**
     * Runs the command on the caller's thread. It writes to {@link System#out} and {@link
     * System#err}, and may block until the hub stops.
     *
     * @param arguments what follows the name on the command line
     * @return the exit status of the program: 0 for success
     */
    int run(String... arguments);
}
