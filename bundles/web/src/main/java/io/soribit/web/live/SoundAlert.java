// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import io.soribit.api.hub.AlertChange;
import java.util.Locale;

/**
 * The alert that a sound raised or joined.
 *
 * @param alert its id
 * @param urgency as decided by the rules, which may differ from the sound's own
 */
record SoundAlert(String alert, String urgency) {
    static SoundAlert of(AlertChange change) {
        return new SoundAlert(
                change.alert().id(), change.alert().urgency().name().toLowerCase(Locale.ROOT));
    }
}
