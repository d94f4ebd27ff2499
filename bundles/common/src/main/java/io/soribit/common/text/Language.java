// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.text;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The languages of names and messages. */
public final class Language {
    private static final List<String> KNOWN = List.of("en", "ko");

    private Language() {}

    /**
     * The language of a configuration.
     *
     * @param configured {@code en}, {@code ko}, or empty for that of this machine
     * @param problems called if it is neither: that of this machine is used
     * @return {@code en} or {@code ko}
     */
    public static String of(String configured, Locale machine, Consumer<String> problems) {
        String own = KNOWN.contains(machine.getLanguage()) ? machine.getLanguage() : "en";
        return configured.isBlank() ? own : orElse(own, configured, problems);
    }

    /**
     * The language of a configuration that must name one.
     *
     * @param problems called if it is neither {@code en} nor {@code ko}: English is used
     */
    public static String orEnglish(String configured, Consumer<String> problems) {
        return orElse("en", configured, problems);
    }

    private static String orElse(String own, String configured, Consumer<String> problems) {
        String language = configured.strip().toLowerCase(Locale.ROOT);
        if (KNOWN.contains(language)) {
            return language;
        }
        problems.accept("language '" + configured + "' is not en or ko: using " + own);
        return own;
    }

    /** One of two texts. */
    public static String choose(String language, String english, String korean) {
        return language.equals("ko") ? korean : english;
    }
}
