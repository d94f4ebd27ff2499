// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The devices of some kind: those in use, and those that were found and are offered. Several
 * bundles register one. Thread-safe.
 */
@ConsumerType
public interface Devices {
    /**
     * All that are known, by id. Cheap.
     *
     * @return a copy
     */
    List<Device> devices();

    /**
     * Lets a device show that it is the one ("flash me"), whether it is in use or not; safe to
     * watch, and over in seconds.
     *
     * @param id of one of {@link #devices()}
     * @throws IOException if it is unknown or cannot be reached, with what to do
     */
    void test(String id) throws IOException;

    /**
     * Takes a device that was found into use, or out of it, for good.
     *
     * @param id of one of {@link #devices()}
     * @param used whether alerts are shown there from now on
     * @throws IOException if it is unknown, or the configuration cannot be written
     */
    void use(String id, boolean used) throws IOException;
}
