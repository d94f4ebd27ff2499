// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.openhasp;

import io.soribit.common.text.Language;
import java.util.function.Consumer;

/**
 * The configuration, checked.
 *
 * @param line the object that shows what was heard last, for example {@code p1b20}; empty for none
 * @param status the object that shows whether the hub listens; empty for none
 * @param language {@code en} or {@code ko}
 */
record PlateSettings(String line, String status, String language) {
    private static final String OBJECT =
            "p(?:[0-9]|1[0-2])b(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-4])";

    static PlateSettings of(
            String line, String status, String language, Consumer<String> problems) {
        String code = Language.orEnglish(language, problems);
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
