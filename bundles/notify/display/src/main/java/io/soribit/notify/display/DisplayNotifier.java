// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.display;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one line of text when an alert starts. Nothing is published when it ends: the display
 * decides how long it shows a line.
 */
@Component(immediate = true, configurationPid = "io.soribit.notify.display")
@Designate(ocd = DisplayNotifier.Config.class)
public final class DisplayNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayNotifier.class);
    private static final String FILE = "etc/io.soribit.notify.display.cfg";
    private static final List<String> LANGUAGES = List.of("en", "ko");

    /** Configuration of the displays. */
    @ObjectClassDefinition(
            name = "Soribit displays",
            description = "Where alerts are told in words.")
    public @interface Config {
        @AttributeDefinition(
                name = "Topic",
                description = "MQTT topic of the line of text. Empty: soribit/<hub>/display.",
                required = false)
        String topic() default "";

        @AttributeDefinition(
                name = "Language",
                description = "Language of the line of text.",
                options = {
                    @Option(label = "English", value = "en"),
                    @Option(label = "한국어", value = "ko")
                })
        String language() default "en";

        @AttributeDefinition(
                name = "AWTRIX 3",
                description =
                        "MQTT prefixes of AWTRIX 3 displays, separated by commas, for example"
                                + " awtrix_a1b2c3.",
                required = false)
        String[] awtrix() default {};
    }

    private final MessageBus bus;
    private final String topic;
    private final String language;
    private final List<String> prefixes;

    @Activate
    public DisplayNotifier(@Reference MessageBus bus, Config config) {
        this(bus, config.topic(), config.language(), config.awtrix());
    }

    DisplayNotifier(MessageBus bus, String topic, String language, String[] awtrix) {
        this.bus = bus;
        String own = topic.strip();
        boolean usable = isTopic(own, "topic");
        this.topic = own.isEmpty() || !usable ? bus.root() + "/display" : own;
        this.language = language(language.strip().toLowerCase(Locale.ROOT));
        prefixes =
                Arrays.stream(awtrix)
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(prefix -> !prefix.isEmpty() && isTopic(prefix, "awtrix"))
                        .toList();
    }

    @Override
    public String id() {
        return "display";
    }

    @Override
    public Set<String> targets() {
        return Set.of();
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() != Phase.START) {
            return;
        }
        if (!bus.connected()) {
            throw new IOException(
                    "displays cannot be reached: no connection to the MQTT broker "
                            + bus.address()
                            + "; start it, or set its url in etc/io.soribit.notify.mqtt.cfg");
        }
        bus.publish(topic, DisplayText.line(alert, language), 1, false);
        for (String prefix : prefixes) {
            bus.publish(prefix + "/notify", DisplayText.awtrix(alert).toString(), 1, false);
        }
    }

    private static boolean isTopic(String text, String key) {
        boolean usable = !text.contains("+") && !text.contains("#");
        if (!usable) {
            LOG.warn("{}: {} '{}' is left out: a topic has no + or #", FILE, key, text);
        }
        return usable;
    }

    private static String language(String language) {
        if (LANGUAGES.contains(language)) {
            return language;
        }
        LOG.warn("{}: language '{}' is none of {}: en is used", FILE, language, LANGUAGES);
        return "en";
    }
}
