// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.display;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;

/** An alert in words. */
final class DisplayText {
    private static final int SECONDS = 10;
    private static final int BLINK_MILLIS = 500;

    private DisplayText() {}

    /** One line, for example {@code 🔔 Doorbell · kitchen}. */
    static String line(Alert alert, String language) {
        Sound sound = alert.event().sound();
        return sound.icon()
                + " "
                + sound.name(language)
                + " · "
                + String.join(", ", alert.event().rooms());
    }

    /**
     * A notification of AWTRIX 3. Its font knows neither emoji nor Hangul, so the text is English.
     * An emergency blinks slowly and stays until somebody presses the middle button.
     */
    static ObjectNode awtrix(Alert alert) {
        Sound sound = alert.event().sound();
        String rooms = String.join(", ", alert.event().rooms());
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("text", sound.name("en") + " - " + rooms);
        message.put("color", sound.colour());
        message.put("wakeup", true);
        message.put("stack", false);
        if (alert.urgency() == Urgency.EMERGENCY) {
            return message.put("hold", true).put("blinkText", BLINK_MILLIS);
        }
        message.put("duration", SECONDS);
        return alert.urgency() == Urgency.URGENT ? message.put("repeat", 2) : message;
    }
}
