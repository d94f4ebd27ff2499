// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.Locale;

/** What has become of a plug-in. */
public enum PlugInState {
    /** Its jar was found; it is being installed and started. */
    STARTING,
    /** It runs. */
    STARTED,
    /** Something it needs is missing: a package, a service or a configuration. */
    WAITING,
    /** It could not be installed or started; it is tried again later, and when its jar changes. */
    FAILED,
    /** It did not start or stop within its time limit, or ended the hub; only its change helps. */
    QUARANTINED;

    /** As people read it: {@code started}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
