// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.openhasp;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The configuration, understood.
 *
 * @param line the object that shows what was heard last, for example {@code p1b20}; empty for none
 * @param status the object that shows whether the hub listens; empty for none
 * @param language {@code en} or {@code ko}
 */
record PlateSettings(String line, String status, String language) {
    private static final List<String> LANGUAGES = List.of("en", "ko");
    private static final String OBJECT =
            "p(?:[0-9]|1[0-2])b(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-4])";

    static PlateSettings of(
            String line, String status, String language, Consumer<String> problems) {
        String code = language.strip().toLowerCase(Locale.ROOT);
        if (!LANGUAGES.contains(code)) {
            problems.accept("language '" + language + "' is none of " + LANGUAGES + ": en is used");
            code = "en";
        }
        return new PlateSettings(
                object("line", line, problems), object("status", status, problems), code);
    }

    private static String object(String key, String text, Consumer<String> problems) {
        String object = text.strip();
        if (object.isEmpty() || (object.matches(OBJECT) && !object.equals(PlateDriver.BOX))) {
            return object;
        }
        problems.accept(key + " '" + text + "' is no object of a plate, as p1b20: it is left out");
        return "";
    }
}
