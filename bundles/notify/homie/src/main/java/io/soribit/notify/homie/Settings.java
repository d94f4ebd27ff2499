// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The configuration, understood.
 *
 * @param enabled whether there shall be a Homie device
 * @param domain first level of its topics
 * @param language {@code en} or {@code ko}
 */
record Settings(boolean enabled, String domain, String language) {
    private static final List<String> LANGUAGES = List.of("en", "ko");
    private static final String DOMAIN = "homie";

    /**
     * @param problems hears of each entry that cannot be used; a default stands in
     */
    static Settings of(
            boolean enabled,
            String domain,
            String language,
            Locale machine,
            Consumer<String> problems) {
        String level = domain.strip();
        if (!level.matches("[^+#/$]+")) {
            problems.accept(
                    "domain '"
                            + domain
                            + "' is no level of a topic: use one as homie, without / + # and $;"
                            + " homie is used");
            level = DOMAIN;
        }
        String own = LANGUAGES.contains(machine.getLanguage()) ? machine.getLanguage() : "en";
        String wanted = language.strip().toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && !LANGUAGES.contains(wanted)) {
            problems.accept("language '" + language + "' is none of en, ko: " + own + " is used");
        }
        return new Settings(enabled, level, LANGUAGES.contains(wanted) ? wanted : own);
    }
}
