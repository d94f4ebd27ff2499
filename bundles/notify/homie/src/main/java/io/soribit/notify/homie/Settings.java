// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.common.text.Language;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The configuration, checked.
 *
 * @param enabled whether there is a Homie device
 * @param domain first level of its topics
 * @param language {@code en} or {@code ko}
 */
record Settings(boolean enabled, String domain, String language) {
    private static final String DOMAIN = "homie";

    /**
     * @param problems called for each invalid entry; its default is used
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
                            + "' is not a valid topic level (/ + # and $ are not allowed): using"
                            + " homie");
            level = DOMAIN;
        }
        return new Settings(enabled, level, Language.of(language, machine, problems));
    }
}
