// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * The last known id, targets and retry window of a notifier.
 *
 * @param targets none: it receives all alerts, as a record of them
 * @param retryWindow empty: as configured
 */
record Profile(String id, Set<String> targets, Optional<Duration> retryWindow) {
    boolean isReachedBy(Alert alert) {
        Set<String> requested = alert.delivery().targets();
        return targets.isEmpty()
                || (!alert.delivery().except().contains(id)
                        && (requested.isEmpty() || !Collections.disjoint(requested, targets)));
    }
}
