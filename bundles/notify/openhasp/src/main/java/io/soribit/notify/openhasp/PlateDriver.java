// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.openhasp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Urgency;
import io.soribit.notify.panel.Listening;
import io.soribit.notify.panel.PanelDriver;
import io.soribit.notify.panel.PanelText;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Messages for openHASP. An alert is a message box on the layer above all pages; what was heard
 * last and whether the hub listens are the texts of objects that a person has put on a page.
 */
final class PlateDriver implements PanelDriver {
    /** The message box: of the layer above all pages, with the last id that a plate has. */
    static final String BOX = "p0b254";

    private static final int BOX_ID = 254;
    private static final int NOTICE_MILLIS = 10_000;
    private static final int FADE_MILLIS = 20_000;
    private static final int LONGEST = 200;

    private final MessageBus bus;
    private final Clock clock;
    private final PlateSettings settings;
    private final DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");

    PlateDriver(MessageBus bus, Clock clock, PlateSettings settings) {
        this.bus = bus;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "openHASP";
    }

    @Override
    public String scheme() {
        return "openhasp";
    }

    @Override
    public void show(String name, Alert alert) {
        boolean held = alert.urgency().compareTo(Urgency.URGENT) >= 0;
        box(name, PanelText.plain(alert, settings.language()), held ? 0 : NOTICE_MILLIS);
    }

    @Override
    public void fade(String name, Alert alert) {
        box(name, PanelText.plain(alert, settings.language()), FADE_MILLIS);
    }

    @Override
    public void hide(String name) {
        send(name, BOX + ".delete", "");
    }

    @Override
    public void last(String name, Alert alert) {
        text(
                name,
                settings.line(),
                at(alert.event().onset()) + " " + PanelText.plain(alert, settings.language()));
    }

    /** With the time, so that a text that is old shows that the hub is silent. */
    @Override
    public void listening(String name, Listening listening) {
        text(
                name,
                settings.status(),
                at(clock.instant()) + " " + listening.words(settings.language()));
    }

    @Override
    public void test(String name) {
        box(name, "Soribit", NOTICE_MILLIS);
    }

    @Override
    public void clear(String name) {
        text(name, settings.line(), "");
        text(name, settings.status(), "");
    }

    private String at(Instant instant) {
        return time.format(instant.atZone(clock.getZone()));
    }

    /** A new box in the place of the one that may be there. */
    private void box(String name, String words, int closesAfterMillis) {
        hide(name);
        send(name, "backlight", "{\"state\":\"on\"}");
        ObjectNode box = JsonNodeFactory.instance.objectNode();
        box.put("page", 0).put("id", BOX_ID).put("obj", "msgbox").put("text", shortened(words));
        box.putArray("options").add("OK");
        if (closesAfterMillis > 0) {
            box.put("auto_close", closesAfterMillis);
        }
        send(name, "jsonl", box.toString());
    }

    private void text(String name, String object, String words) {
        if (!object.isEmpty()) {
            send(name, object + ".text", shortened(words));
        }
    }

    /** A plate takes 2 kB; a letter has four bytes at most. */
    private static String shortened(String words) {
        int letters = words.codePointCount(0, words.length());
        return letters <= LONGEST
                ? words
                : words.substring(0, words.offsetByCodePoints(0, LONGEST)) + "...";
    }

    private void send(String name, String command, String payload) {
        bus.publish("hasp/" + name + "/command/" + command, payload, 1, false);
    }
}
