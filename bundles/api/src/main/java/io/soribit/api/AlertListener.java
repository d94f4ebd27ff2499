// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees what happens to alerts, live. Register it as a service; one that comes late is told of the
 * alerts that go on.
 */
@ConsumerType
public interface AlertListener {
    /** Takes a change. Must return at once: what is slow belongs on a thread of its own. */
    void onChange(AlertChange change);
}
