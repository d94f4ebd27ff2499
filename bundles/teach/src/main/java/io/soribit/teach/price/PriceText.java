// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.api.setting.Teaching.PastEvent;
import io.soribit.api.setting.Teaching.Price;
import io.soribit.teach.sound.OwnSound;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A price as lines of text. */
public final class PriceText {
    private static final float MANY_MISSED = 0.05f;

    private PriceText() {}

    /** From where on a sound counts, and by what. */
    public static String onset(OwnSound own) {
        OwnSound.Tuned tuned = own.tuned();
        if (tuned == null) {
            return "counts from where it would in any home: too little is known of this one yet";
        }
        return tuned.share() > 1
                ? String.format(
                        Locale.ROOT,
                        "counts from beyond what most of its recordings reach, by %.0f hours of this"
                                + " home: teach it again, closer to the sound",
                        tuned.hours())
                : String.format(
                        Locale.ROOT,
                        "counts from %.0f %% of what its recordings reach, by %.0f hours of this"
                                + " home",
                        100 * tuned.share(),
                        tuned.hours());
    }

    /** At least one line; times are of a zone. */
    public static List<String> lines(Price price, ZoneId zone) {
        Instant since = price.since();
        if (since == null) {
            return List.of(
                    price.kept()
                            ? "how often it would have alerted you is unknown: nothing of the last days is"
                                    + " kept yet"
                            : "how often it would have alerted you is unknown: the history is"
                                    + " switched off");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "in the last %d days it would have alerted you %d times (heard since %s%s)%s",
                        price.days(),
                        price.count(),
                        time(since, zone),
                        price.missed() < MANY_MISSED
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "; %.0f %% of it could not be kept",
                                        100 * price.missed()),
                        price.count() == 0 ? "" : ":"));
        for (PastEvent event : price.events()) {
            Boolean confirmed = event.confirmed();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %s  %s  score %.2f%s",
                            time(event.start(), zone),
                            event.room(),
                            event.score(),
                            confirmed == null ? "" : confirmed ? "  confirmed" : "  refused"));
        }
        if (price.count() > price.events().size()) {
            lines.add("  and " + (price.count() - price.events().size()) + " before");
        }
        return lines;
    }

    /** Local; with its offset in an hour that a clock change repeats. */
    private static String time(Instant at, ZoneId zone) {
        OffsetDateTime exact = OffsetDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), zone);
        LocalDateTime local = exact.toLocalDateTime();
        boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
        return twice ? exact.toString() : local.toString();
    }
}
