// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients;
import io.soribit.api.hub.Recipients.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who is notified, as JSON. */
final class RecipientsJson {
    private static final int CHANGES = 10;

    private RecipientsJson() {}

    record Table(List<Row> sounds, List<ChangeRow> changes, List<RuleRow> rules) {}

    record Row(
            String label,
            Map<String, String> names,
            String icon,
            String colour,
            String urgency,
            Map<String, Cell> modes) {}

    record Cell(List<String> kinds, List<String> usual, String lock, String rule) {}

    record ChangeRow(
            String id,
            String time,
            String by,
            String sound,
            String mode,
            List<String> before,
            List<String> after) {
        static ChangeRow of(Recipients.Change change) {
            return new ChangeRow(
                    change.id(),
                    change.time().toString(),
                    change.who(),
                    change.sound(),
                    change.mode().text(),
                    kinds(change.before()),
                    kinds(change.after()));
        }
    }

    record RuleRow(
            String name,
            Collection<String> sounds,
            Collection<String> rooms,
            List<String> modes,
            String hours,
            boolean off,
            @Nullable String urgency,
            Collection<String> targets,
            @JsonProperty("repeat_seconds") @Nullable Long repeatSeconds,
            @JsonProperty("escalate_seconds") @Nullable Long escalateSeconds,
            @JsonProperty("escalate_to") Collection<String> escalateTo) {
        static RuleRow of(Recipients.Written rule) {
            Urgency urgency = rule.urgency();
            return new RuleRow(
                    rule.name(),
                    new TreeSet<>(rule.sounds()),
                    new TreeSet<>(rule.rooms()),
                    rule.modes().stream().sorted().map(HomeMode::text).toList(),
                    rule.hours(),
                    rule.off(),
                    urgency == null ? null : lower(urgency),
                    new TreeSet<>(rule.targets()),
                    seconds(rule.repeat()),
                    seconds(rule.escalateAfter()),
                    new TreeSet<>(rule.escalateTo()));
        }

        private static @Nullable Long seconds(@Nullable Duration time) {
            return time == null ? null : time.toSeconds();
        }
    }

    static Table table(Recipients recipients) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Recipients.Choice choice : recipients.choices()) {
            rows.computeIfAbsent(choice.sound().id(), id -> row(choice.sound()))
                    .modes()
                    .put(
                            choice.mode().text(),
                            new Cell(
                                    kinds(choice.kinds()),
                                    kinds(choice.usual()),
                                    lower(choice.lock()),
                                    choice.rule()));
        }
        return new Table(
                new ArrayList<>(rows.values()),
                recipients.changes().stream().limit(CHANGES).map(ChangeRow::of).toList(),
                recipients.written().stream().map(RuleRow::of).toList());
    }

    private static Row row(Sound sound) {
        return new Row(
                sound.id(),
                sound.names(),
                sound.icon(),
                sound.colour(),
                lower(sound.urgency()),
                new LinkedHashMap<>());
    }

    private static List<String> kinds(Set<Kind> kinds) {
        return kinds.stream().sorted().map(Kind::target).toList();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
