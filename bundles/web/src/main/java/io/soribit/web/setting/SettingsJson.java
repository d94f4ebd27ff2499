// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.setting.Settings;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as the page reads them. */
record SettingsJson(List<PartRow> parts, List<ChangeRow> changes) {
    private static final int CHANGES = 10;

    /** The settings of a PID. */
    record PartRow(
            String pid,
            String file,
            Map<String, String> names,
            Map<String, String> descriptions,
            List<Row> settings) {
        static PartRow of(Settings.Part part) {
            return new PartRow(
                    part.pid(),
                    part.file(),
                    part.names(),
                    part.descriptions(),
                    part.settings().stream().map(Row::of).toList());
        }
    }

    /** A setting. */
    record Row(
            String key,
            Map<String, String> names,
            Map<String, String> descriptions,
            String kind,
            boolean list,
            List<String> options,
            @Nullable String min,
            @Nullable String max,
            @JsonProperty("default") @Nullable String usual,
            @Nullable String value,
            String origin,
            boolean applied,
            @Nullable String fault,
            @Nullable String lock,
            String version) {
        static Row of(Settings.Setting setting) {
            return new Row(
                    setting.key(),
                    setting.names(),
                    setting.descriptions(),
                    String.valueOf(lower(setting.kind())),
                    setting.list(),
                    setting.options(),
                    setting.least(),
                    setting.most(),
                    setting.usual(),
                    setting.value(),
                    String.valueOf(lower(setting.origin())),
                    setting.applied(),
                    setting.fault() == null ? null : worded(setting.fault(), setting).code().key(),
                    lower(setting.lock()),
                    setting.version());
        }
    }

    /** A change of one. */
    record ChangeRow(
            String id,
            String time,
            String by,
            String pid,
            String key,
            @Nullable String before,
            @Nullable String after) {
        static ChangeRow of(Settings.Change change) {
            return new ChangeRow(
                    change.id(),
                    change.time().toString(),
                    change.who(),
                    change.pid(),
                    change.key(),
                    change.before(),
                    change.after());
        }
    }

    static SettingsJson of(List<Settings.Part> parts, List<Settings.Change> changes) {
        return new SettingsJson(
                parts.stream().map(PartRow::of).toList(),
                changes.stream().limit(CHANGES).map(ChangeRow::of).toList());
    }

    private static @Nullable String lower(@Nullable Enum<?> name) {
        return name == null ? null : name.name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with a value, for the place beside it. */
    static Message worded(Settings.Fault fault, Settings.Setting setting) {
        return switch (fault) {
            case WHOLE -> MessageCode.SETTING_WHOLE.with();
            case NUMBER -> MessageCode.SETTING_NUMBER.with();
            case RANGE -> range(setting.least(), setting.most());
            case OPTION -> MessageCode.SETTING_OPTION.with(String.join(", ", setting.options()));
            case SWITCH -> MessageCode.SETTING_SWITCH.with();
            case CHARACTER -> MessageCode.SETTING_CHARACTER.with();
            case CHARACTERS -> MessageCode.SETTING_CHARACTERS.with();
            case MISSING -> MessageCode.SETTING_MISSING.with();
            case LONG -> MessageCode.SETTING_LONG.with();
            case SECRETS -> MessageCode.SETTING_SECRETS.with();
        };
    }

    private static Message range(@Nullable String least, @Nullable String most) {
        if (most == null) {
            return MessageCode.SETTING_LEAST.with(least);
        }
        return least == null
                ? MessageCode.SETTING_MOST.with(most)
                : MessageCode.SETTING_RANGE.with(least, most);
    }
}
