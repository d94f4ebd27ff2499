// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.Teaching;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code GET /api/teach/price} answers. */
record PriceJson(
        boolean kept,
        int days,
        @Nullable String since,
        int count,
        List<Event> events,
        float missed) {
    record Event(String room, String start, String end, float score, @Nullable Boolean confirmed) {
        static Event of(Teaching.PastEvent event) {
            return new Event(
                    event.room(),
                    event.start().toString(),
                    event.end().toString(),
                    event.score(),
                    event.confirmed());
        }
    }

    static PriceJson of(Teaching.Price price) {
        Instant since = price.since();
        return new PriceJson(
                price.kept(),
                price.days(),
                since == null ? null : since.toString(),
                price.count(),
                price.events().stream().map(Event::of).toList(),
                price.missed());
    }
}
