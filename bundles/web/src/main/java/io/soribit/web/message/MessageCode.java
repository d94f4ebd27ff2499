// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the hub says to the page about its requests. Each has a text in every language of {@code
 * messages.json}, by its key. A parameter {@code detail} is in English, from another part of the
 * hub: other languages leave it out.
 */
public enum MessageCode {
    TOO_MANY_AT_ONCE,
    TOO_FAST,
    HOST_NAME,
    METHOD,
    BODY,
    LOCKED_OUT,
    USERS_UNREADABLE,
    UNAUTHORIZED,
    NO_ADMINISTRATOR,
    NEEDS_ADMIN,
    NEEDS_HOUSEHOLD,
    NEEDS_RESIDENT,
    HEADER("header"),
    NO_SUCH_REQUEST("requests"),
    TOO_MANY_PAGES("key"),
    TOO_MANY_PAGES_HERE("address", "key"),
    DONE,
    SAVED,
    UNSAVED("detail"),
    CONFLICT("detail"),
    INVALID("detail"),
    NO_SETTING("setting"),
    SETTING_WHOLE,
    SETTING_NUMBER,
    SETTING_RANGE("least", "most"),
    SETTING_LEAST("least"),
    SETTING_MOST("most"),
    SETTING_OPTION("options"),
    SETTING_SWITCH,
    SETTING_CHARACTER,
    SETTING_CHARACTERS,
    SETTING_MISSING,
    SETTING_LONG,
    SETTING_SECRETS,
    SETTING_CHANGED("value"),
    SETTING_LOCKED,
    SETTING_VERSION,
    BACKUP_USER,
    BACKUP_REFUSED("detail"),
    PAIRED,
    PAIRING_CODE,
    NO_ADMIN,
    LAST_ADMIN,
    NAME_TAKEN("name"),
    USER_NAME,
    UNKNOWN_ROLE,
    NO_USER("name"),
    USER_REMOVED("name"),
    ACKNOWLEDGED("alert"),
    ALL_ACKNOWLEDGED,
    ALERT_NOT_ACTIVE("alert"),
    NO_ALERT("alert"),
    TEST_RAISED,
    UNKNOWN_TARGET("targets"),
    DEVICE_IDENTIFIES("device"),
    DEVICE_USED("device"),
    DEVICE_UNUSED("device"),
    DEVICE_FAILED("device", "detail"),
    MODE_SET("mode"),
    UNKNOWN_MODE,
    MODEL_CHANGED("detail"),
    MODEL_REFUSED("detail"),
    MODEL_FILE,
    MODEL_LARGE("mb"),
    MODEL_SLOW("rate"),
    MODEL_UPLOADING,
    PLUGIN_STARTING("file"),
    PLUGIN_NOT_STOPPED("file"),
    BUTTON_PRESSED("display"),
    NO_DISPLAY("display"),
    SNOOZED,
    SNOOZE_ENDED,
    SNOOZE_DANGER,
    SEEN("count"),
    STILL_ACTIVE("alert"),
    JUDGED,
    PUSH_SUBSCRIPTION,
    NO_PHONE("phone"),
    NO_SCORES("sound"),
    MICROPHONE_LENT("room"),
    MICROPHONE_TAKEN,
    MICROPHONE_BACK,
    MICROPHONE_INVALID("detail"),
    MICROPHONE_UNSAVED("detail"),
    AUDIO_ENDS,
    AUDIO_MALFORMED,
    MICROPHONE_NOT_LENT,
    MICROPHONE_ELSEWHERE,
    MICROPHONE_UNKNOWN("device");

    private final String names;

    MessageCode(String... names) {
        this.names = String.join(" ", names);
    }

    /** The key of its texts, and the code in answers. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of its parameters. */
    public Set<String> parameters() {
        return Set.copyOf(names());
    }

    private List<String> names() {
        return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }

    /**
     * A message of this code.
     *
     * @param values of its parameters, in their order
     */
    public Message with(@Nullable Object... values) {
        List<String> inOrder = names();
        if (values.length != inOrder.size()) {
            throw new IllegalArgumentException(this + " has the parameters " + names);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            parameters.put(inOrder.get(i), String.valueOf(values[i]));
        }
        return new Message(this, parameters);
    }
}
