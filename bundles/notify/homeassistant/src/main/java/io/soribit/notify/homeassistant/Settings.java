// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.api.MessageBus;
import io.soribit.common.text.Language;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The configuration, checked.
 *
 * @param form form of the discovery topics; {@link Form#NONE} if Home Assistant does not show the
 *     hub
 * @param prefix first levels of the discovery topics
 * @param language {@code en} or {@code ko}
 * @param sharedName of all hubs that describe themselves as one; empty if this one is alone
 */
record Settings(Form form, String prefix, String language, String sharedName) {
    private static final String PREFIX = "homeassistant";

    /** Of a hub that describes itself alone. */
    Settings(Form form, String prefix, String language) {
        this(form, prefix, language, "");
    }

    /**
     * @param problems called for each invalid entry; its default is used
     */
    static Settings of(Config config, Locale machine, Consumer<String> problems) {
        return of(
                config.enabled(),
                config.discovery(),
                config.prefix(),
                config.language(),
                config.shared__name(),
                machine,
                problems);
    }

    static Settings of(
            boolean enabled,
            String discovery,
            String prefix,
            String language,
            String sharedName,
            Locale machine,
            Consumer<String> problems) {
        Form form = form(discovery, problems);
        String topic = prefix.strip();
        if (!topic.matches("[^+#/]+(/[^+#/]+)*")) {
            problems.accept(
                    "prefix '"
                            + prefix
                            + "' is not a valid topic prefix (+ and # are not allowed): using"
                            + " homeassistant");
            topic = PREFIX;
        }
        return new Settings(
                enabled ? form : Form.NONE,
                topic,
                Language.of(language, machine, problems),
                sharedName.strip());
    }

    private static Form form(String discovery, Consumer<String> problems) {
        String name = discovery.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(Form.values())
                .filter(form -> form.text().equals(name))
                .findFirst()
                .orElseGet(
                        () -> {
                            problems.accept(
                                    "discovery '"
                                            + discovery
                                            + "' is not device, entity or none: using device");
                            return Form.DEVICE;
                        });
    }

    /** Whether Home Assistant shows this hub. */
    boolean enabled() {
        return form != Form.NONE;
    }

    /** Whether other hubs describe themselves as this one. */
    boolean isShared() {
        return !sharedName.isEmpty();
    }

    /** The name by which Home Assistant knows a hub. */
    String nameOf(MessageBus bus) {
        return isShared() ? sharedName : hubOf(bus);
    }

    /** The name of a hub itself. */
    static String hubOf(MessageBus bus) {
        return bus.root().substring(bus.root().indexOf('/') + 1);
    }

    /** Topic on which Home Assistant publishes that it has started. */
    String birthTopic() {
        return prefix + "/status";
    }
}
