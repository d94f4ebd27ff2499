// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashPattern;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration, with what cannot be used said in the log and replaced.
 *
 * @param base topic of Zigbee2MQTT
 * @param rateHz flashes per second, safe
 * @param lamps those that can be spoken to
 */
record LightSettings(String base, double rateHz, FlashDurations durations, List<Lamp> lamps) {
    private static final Logger LOG = LoggerFactory.getLogger(LightSettings.class);

    /** Where people write it, in the data folder. */
    static final String FILE = "etc/io.soribit.notify.light.cfg";

    LightSettings {
        lamps = List.copyOf(lamps);
    }

    static LightSettings of(LightNotifier.Config config) {
        return new LightSettings(
                base(config.topic().strip()),
                rate(config.rate__hz()),
                durations(config),
                List.copyOf(lamps(config.lamps(), config.shakers())));
    }

    /** Several entries of one lamp are one lamp for all their rooms. */
    private static Collection<Lamp> lamps(String[] lines, String[] shakers) {
        Map<String, Lamp> lamps = new LinkedHashMap<>();
        add(lamps, "lamps", lines, lamp -> lamp);
        add(lamps, "shakers", shakers, Lamp::asShaker);
        return lamps.values();
    }

    private static void add(
            Map<String, Lamp> lamps, String key, String[] lines, UnaryOperator<Lamp> as) {
        for (String entry : Lamp.entries(lines)) {
            try {
                Lamp lamp = as.apply(Lamp.parse(entry));
                lamps.merge(lamp.id(), lamp, Lamp::with);
            } catch (IllegalArgumentException e) {
                LOG.warn("{} in {}: {}. The others are used", key, FILE, e.getMessage());
            }
        }
    }

    private static String base(String topic) {
        if (topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            LOG.warn(
                    "topic '{}' in {} cannot be the base topic of Zigbee2MQTT: zigbee2mqtt is used",
                    topic,
                    FILE);
            return "zigbee2mqtt";
        }
        return topic;
    }

    private static double rate(double asked) {
        double rate = FlashPattern.safeRate(asked);
        if (rate != asked) {
            LOG.warn(
                    "rate_hz={} in {} is not safe: {} is used. {} to {} flashes a second are"
                            + " allowed",
                    asked,
                    FILE,
                    rate,
                    FlashPattern.SLOWEST_HZ,
                    FlashPattern.FASTEST_HZ);
        }
        return rate;
    }

    private static FlashDurations durations(LightNotifier.Config config) {
        try {
            return FlashDurations.ofSeconds(
                    config.notice__seconds(),
                    config.urgent__seconds(),
                    config.emergency__seconds(),
                    config.longest__seconds());
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: {}. The defaults are used", FILE, e.getMessage());
            return FlashDurations.ofSeconds(3, 10, 20, 120);
        }
    }
}
