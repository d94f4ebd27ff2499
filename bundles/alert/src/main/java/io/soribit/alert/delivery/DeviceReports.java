// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import java.util.List;
import java.util.Set;

/** What is known of devices, and what they are said to have received. Thread-safe; never blocks. */
public interface DeviceReports {
    /** Nothing is known. */
    DeviceReports NONE =
            new DeviceReports() {
                @Override
                public void sent(Alert alert, Set<String> targets) {}

                @Override
                public void confirmed(Alert alert, String device) {}

                @Override
                public List<String> problems(Set<String> targets) {
                    return List.of();
                }

                @Override
                public List<String> reachableBut(Set<String> targets) {
                    return List.of();
                }
            };

    /**
     * An alert was sent.
     *
     * @param targets of the notifier that has sent it
     */
    void sent(Alert alert, Set<String> targets);

    /** A device shows an alert. */
    void confirmed(Alert alert, String device);

    /** What is wrong with these, in a few words each. */
    List<String> problems(Set<String> targets);

    /** The ids of the devices in use that can be reached, without these. */
    List<String> reachableBut(Set<String> targets);
}
