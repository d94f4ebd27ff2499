// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Urgency;
import io.soribit.notify.panel.Listening;
import io.soribit.notify.panel.PanelDriver;
import io.soribit.notify.panel.PanelText;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;

/**
 * Messages for AWTRIX 3. Its font has Latin letters only, so all is in English, and of what cannot
 * be shown nothing is left. Icons are left to people: which ones a display has is theirs to choose.
 */
final class AwtrixDriver implements PanelDriver {
    /** The text is on for so long, then off: one flash a second. */
    static final int BLINK_MILLIS = 500;

    /** Without news for so long, the display draws a red frame around the tile. */
    static final Duration STALE = Duration.ofSeconds(90);

    private static final String TILE = "soribit";
    private static final String LAST = "soribit_last";
    private static final Duration LAST_SHOWN = Duration.ofHours(1);
    private static final int LONGEST = 120;
    private static final String GREEN = "#00C853";
    private static final String AMBER = "#FFAB00";

    private final MessageBus bus;
    private final Clock clock;
    private final DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");

    AwtrixDriver(MessageBus bus, Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "AWTRIX 3";
    }

    @Override
    public String scheme() {
        return "awtrix";
    }

    @Override
    public void show(String name, Alert alert) {
        ObjectNode message = notification(PanelText.plain(alert, "en"));
        String colour = alert.event().sound().colour();
        if (alert.urgency() == Urgency.EMERGENCY) {
            message.put("color", TextColour.safe(colour)).put("blinkText", BLINK_MILLIS);
        } else {
            message.put("color", colour);
        }
        if (alert.urgency().compareTo(Urgency.URGENT) >= 0) {
            message.put("hold", true);
        } else {
            message.put("duration", 10);
        }
        send(name + "/notify", message, false);
    }

    @Override
    public void fade(String name, Alert alert) {
        ObjectNode message = notification(PanelText.plain(alert, "en"));
        message.put("color", alert.event().sound().colour());
        message.put("duration", alert.urgency() == Urgency.EMERGENCY ? 60 : 20);
        send(name + "/notify", message, false);
    }

    @Override
    public void hide(String name) {
        bus.publish(name + "/notify/dismiss", "", 1, false);
    }

    @Override
    public void last(String name, Alert alert) {
        String begin = time.format(alert.event().onset().atZone(clock.getZone()));
        ObjectNode app = text(begin + " " + PanelText.plain(alert, "en"));
        app.put("color", alert.event().sound().colour());
        app.put("lifetime", LAST_SHOWN.toSeconds());
        send(name + "/custom/" + LAST, app, false);
    }

    /** Retained: a display that starts while the hub is silent is to show that, too. */
    @Override
    public void listening(String name, Listening listening) {
        ObjectNode app = text(listening.words("en"));
        app.put("color", listening.well() ? GREEN : AMBER);
        app.put("lifetime", STALE.toSeconds()).put("lifetimeMode", 1);
        send(name + "/custom/" + TILE, app, true);
    }

    @Override
    public void test(String name) {
        send(
                name + "/notify",
                notification("Soribit").put("color", "#2979FF").put("duration", 8),
                false);
    }

    @Override
    public void clear(String name) {
        bus.publish(name + "/custom/" + LAST, "", 1, false);
        bus.publish(name + "/custom/" + TILE, "", 1, true);
    }

    private static ObjectNode notification(String words) {
        return text(words).put("wakeup", true).put("stack", false);
    }

    private static ObjectNode text(String words) {
        return JsonNodeFactory.instance.objectNode().put("text", shown(words));
    }

    /** What the font has of a text. */
    static String shown(String words) {
        StringBuilder text = new StringBuilder();
        words.codePoints()
                .filter(c -> (c >= ' ' && c < 0x7F) || (c >= 0xA1 && c <= 0xFF))
                .limit(LONGEST)
                .forEach(text::appendCodePoint);
        return text.toString()
                .replaceAll("(, )+", ", ")
                .replaceAll("([-:]) , ", "$1 ")
                .replaceAll("[-:, ]+$", "");
    }

    private void send(String topic, ObjectNode message, boolean retained) {
        bus.publish(topic, message.toString(), 1, retained);
    }
}
