// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.AlertChange;
import java.util.Locale;

/**
 * An alert that goes on, as the page is told.
 *
 * @param id that of its sound
 * @param state {@code raised}, {@code acknowledged}, or at last {@code ended}
 * @param by who acknowledged it; otherwise empty
 */
record ActiveAlert(String id, String state, String time, String by) {
    static ActiveAlert of(AlertChange change) {
        return new ActiveAlert(
                change.alert().id(),
                change.state().name().toLowerCase(Locale.ROOT),
                change.time().toString(),
                change.who());
    }
}
