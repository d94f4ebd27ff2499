// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.Sound;
import io.soribit.api.setting.Teaching;
import io.soribit.api.setting.Teaching.Progress;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.web.servlet.PictureJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code GET /api/teach} answers. */
record TeachJson(List<Taught> sounds, List<String> rooms, @Nullable Lesson lesson) {
    record Taught(
            String label,
            Map<String, String> names,
            String icon,
            String colour,
            String urgency,
            int takes,
            int found,
            boolean on,
            @Nullable Remark problem,
            Teaching.@Nullable Onset onset) {}

    record Lesson(
            Map<String, String> names,
            String room,
            String phase,
            int seconds,
            @Nullable Float floorDb,
            int least,
            int most,
            List<Take> takes,
            @Nullable Remark refused,
            @Nullable Remark problem,
            boolean good) {
        static Lesson of(Progress progress) {
            return new Lesson(
                    progress.names(),
                    progress.room(),
                    lower(progress.phase()),
                    progress.seconds(),
                    progress.floorDb(),
                    Teaching.LEAST_TAKES,
                    Teaching.MOST_TAKES,
                    progress.takes().stream().map(Take::of).toList(),
                    progress.refused(),
                    progress.problem(),
                    progress.good());
        }
    }

    record Take(
            int number,
            String room,
            @Nullable String picked,
            @Nullable Float loudestDb,
            @Nullable Float aboveDb,
            List<Float> loudness,
            @Nullable PictureJson picture,
            List<Remark> remarks,
            List<Heard> heard,
            @Nullable Double alike,
            boolean different,
            @Nullable Boolean found) {
        static Take of(Teaching.Take take) {
            Instant picked = take.picked();
            return new Take(
                    take.number(),
                    take.room(),
                    picked == null ? null : picked.toString(),
                    take.loudestDb(),
                    take.aboveDb(),
                    take.loudness(),
                    take.picture() == null ? null : PictureJson.of(take.picture()),
                    take.remarks(),
                    take.heard().stream().map(s -> new Heard(s.id(), s.names())).toList(),
                    take.alike(),
                    take.different(),
                    take.found());
        }
    }

    record Heard(String label, Map<String, String> names) {}

    static TeachJson of(Teaching teaching) throws IOException {
        Progress progress = teaching.progress();
        return new TeachJson(
                teaching.sounds().stream().map(TeachJson::taught).toList(),
                teaching.rooms(),
                progress == null ? null : Lesson.of(progress));
    }

    private static Taught taught(Teaching.Taught taught) {
        Sound sound = taught.sound();
        return new Taught(
                sound.id(),
                sound.names(),
                sound.icon(),
                sound.colour(),
                lower(sound.urgency()),
                taught.takes(),
                taught.found(),
                taught.on(),
                taught.problem(),
                taught.onset());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
