// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.common.report.Csv;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The history of alerts as lines, JSON and CSV. */
final class HistoryText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private HistoryText() {}

    /** One line each, in local time. */
    static List<String> lines(List<AlertChange> changes, ZoneId zone) {
        return changes.stream()
                .map(
                        c ->
                                "%s  %-12s  %-9s  %s in %s%s"
                                        .formatted(
                                                TIME.format(c.time().atZone(zone)),
                                                state(c),
                                                urgency(c),
                                                c.alert().event().sound().name("en"),
                                                String.join(", ", c.alert().event().rooms()),
                                                c.who().isEmpty() ? "" : " (" + c.who() + ")"))
                .toList();
    }

    /** A JSON array, one object per change. */
    static String json(List<AlertChange> changes) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (AlertChange change : changes) {
            SoundEvent event = change.alert().event();
            ObjectNode one = all.addObject();
            one.put("time", change.time().toString()).put("alert", change.alert().id());
            one.put("state", state(change)).put("who", change.who());
            one.put("label", event.sound().id()).put("urgency", urgency(change));
            event.rooms().forEach(one.putArray("rooms")::add);
        }
        return all.toPrettyString();
    }

    /** Comma-separated values as in RFC 4180; rooms with semicolons between them. */
    static List<String> csv(List<AlertChange> changes) {
        List<String> lines = new ArrayList<>();
        lines.add("time,alert,state,who,label,urgency,rooms");
        for (AlertChange c : changes) {
            SoundEvent event = c.alert().event();
            lines.add(
                    Csv.line(
                            List.of(
                                    c.time().toString(),
                                    c.alert().id(),
                                    state(c),
                                    c.who(),
                                    event.sound().id(),
                                    urgency(c),
                                    String.join(";", event.rooms()))));
        }
        return lines;
    }

    private static String state(AlertChange change) {
        return change.state().name().toLowerCase(Locale.ROOT);
    }

    private static String urgency(AlertChange change) {
        return change.alert().urgency().name().toLowerCase(Locale.ROOT);
    }
}
