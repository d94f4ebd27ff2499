// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.notify.panel.PanelDesk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Listens to AWTRIX 3 displays: finds those whose topics begin with one or two levels by what they
 * say of themselves, and hears their middle buttons.
 */
final class AwtrixPart implements AutoCloseable {
    private static final String STATS = "/stats";
    private static final String BUTTON = "/stats/buttonSelect";
    private static final Pattern SHORT = Pattern.compile("[^/]+(/[^/]+)?");

    private final PanelDesk desk;
    private final Consumer<String> pressed;
    private final Map<String, Long> uptimes = new HashMap<>();
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();

    /**
     * Begins to listen.
     *
     * @param names those of the configuration
     * @param pressed called with the name of a display when somebody presses its button
     */
    AwtrixPart(MessageBus bus, PanelDesk desk, Collection<String> names, Consumer<String> pressed) {
        this.desk = desk;
        this.pressed = pressed;
        listen(bus, "+");
        listen(bus, "+/+");
        names.stream()
                .filter(name -> !SHORT.matcher(name).matches())
                .forEach(name -> listen(bus, name));
    }

    private void listen(MessageBus bus, String name) {
        subscriptions.add(bus.subscribe(name + STATS, this::stats));
        subscriptions.add(bus.subscribe(name + BUTTON, this::button));
    }

    private synchronized void stats(String topic, byte[] payload, boolean retained) {
        if (retained || payload.length == 0) {
            return;
        }
        String name = topic.substring(0, topic.length() - STATS.length());
        Optional<Stats> stats = Stats.of(payload);
        if (stats.isEmpty()) {
            desk.ignored(name, "its stats are not those of an AWTRIX 3");
            return;
        }
        long uptime = stats.get().uptime();
        Long before =
                uptimes.size() < 100 || uptimes.containsKey(name)
                        ? uptimes.put(name, uptime)
                        : null;
        desk.heard(name, before != null && uptime < before);
    }

    private void button(String topic, byte[] payload, boolean retained) {
        if (!retained && new String(payload, UTF_8).equals("1")) {
            pressed.accept(topic.substring(0, topic.length() - BUTTON.length()));
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
