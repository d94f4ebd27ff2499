// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The configuration, understood.
 *
 * @param form how this hub is told of; {@link Form#NONE} if Home Assistant shall not show it
 * @param prefix first levels of the discovery topics
 * @param language {@code en} or {@code ko}
 */
record Settings(Form form, String prefix, String language) {
    private static final List<String> LANGUAGES = List.of("en", "ko");
    private static final String PREFIX = "homeassistant";

    /**
     * @param problems hears of each entry that cannot be used; a default stands in
     */
    static Settings of(Config config, Locale machine, Consumer<String> problems) {
        return of(
                config.enabled(),
                config.discovery(),
                config.prefix(),
                config.language(),
                machine,
                problems);
    }

    static Settings of(
            boolean enabled,
            String discovery,
            String prefix,
            String language,
            Locale machine,
            Consumer<String> problems) {
        Form form = form(discovery, problems);
        String topic = prefix.strip();
        if (!topic.matches("[^+#/]+(/[^+#/]+)*")) {
            problems.accept(
                    "prefix '"
                            + prefix
                            + "' is no beginning of a topic: use one as homeassistant, without +"
                            + " and #; homeassistant is used");
            topic = PREFIX;
        }
        String own = LANGUAGES.contains(machine.getLanguage()) ? machine.getLanguage() : "en";
        String wanted = language.strip().toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && !LANGUAGES.contains(wanted)) {
            problems.accept("language '" + language + "' is none of en, ko: " + own + " is used");
        }
        return new Settings(
                enabled ? form : Form.NONE, topic, LANGUAGES.contains(wanted) ? wanted : own);
    }

    private static Form form(String discovery, Consumer<String> problems) {
        String wanted = discovery.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(Form.values())
                .filter(form -> form.text().equals(wanted))
                .findFirst()
                .orElseGet(
                        () -> {
                            problems.accept(
                                    "discovery '"
                                            + discovery
                                            + "' is none of device, entity, none: device is used");
                            return Form.DEVICE;
                        });
    }

    /** Whether Home Assistant shall show this hub. */
    boolean enabled() {
        return form != Form.NONE;
    }

    /** Where Home Assistant says that it has started. */
    String birthTopic() {
        return prefix + "/status";
    }
}
