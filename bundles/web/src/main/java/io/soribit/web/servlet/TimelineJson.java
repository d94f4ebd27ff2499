// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline.Entry;
import io.soribit.api.hub.Timeline.Verdict;
import io.soribit.common.json.SoundJson;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Entries of the timeline as JSON: the sound, as everywhere, and what happened to its alert. */
final class TimelineJson {
    private TimelineJson() {}

    static ObjectNode of(Entry entry) {
        Alert alert = entry.alert();
        ObjectNode json = SoundJson.of(alert.event());
        json.remove(List.of("phase", "end", "house", "room"));
        json.put("id", alert.id());
        json.put("urgency", lower(alert.urgency()));
        json.put("times", alert.times());
        json.putNull("ended");
        json.putNull("seen");
        ArrayNode changes = json.putArray("changes");
        for (AlertChange change : entry.changes()) {
            String time = change.time().toString();
            changes.addObject()
                    .put("state", lower(change.state()))
                    .put("time", time)
                    .put("who", change.who());
            if (change.state() == AlertState.ENDED) {
                json.put("ended", time);
            } else if (change.state() == AlertState.ACKNOWLEDGED) {
                json.putObject("seen").put("time", time).put("by", change.who());
            }
        }
        @Nullable Verdict verdict = entry.verdict();
        json.putNull("verdict");
        if (verdict != null) {
            json.putObject("verdict")
                    .put("right", verdict.right())
                    .put("label", verdict.label())
                    .put("time", verdict.time().toString())
                    .put("by", verdict.who());
        }
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
