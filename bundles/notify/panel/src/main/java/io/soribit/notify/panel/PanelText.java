// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import io.soribit.common.text.AgeText;

/** An alert in words; one that comes late says how old it is. */
public final class PanelText {
    private PanelText() {}

    /** Without what few fonts have, for example {@code Doorbell x3 - kitchen, hall}. */
    public static String plain(Alert alert, String language) {
        return alert.event().sound().name(language)
                + (alert.times() > 1 ? " x" + alert.times() : "")
                + " - "
                + String.join(", ", alert.event().rooms())
                + AgeText.after(alert.age(), language);
    }

    /** For whatever shows Unicode, for example {@code 🔔 Doorbell ×3 · kitchen, hall}. */
    public static String line(Alert alert, String language) {
        return alert.event().sound().icon()
                + " "
                + alert.event().sound().name(language)
                + (alert.times() > 1 ? " ×" + alert.times() : "")
                + " · "
                + String.join(", ", alert.event().rooms())
                + AgeText.after(alert.age(), language);
    }
}
