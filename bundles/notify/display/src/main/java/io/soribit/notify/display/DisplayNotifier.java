// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.display;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Receipt;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.common.text.Language;
import io.soribit.notify.panel.Board;
import io.soribit.notify.panel.PanelText;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the alert that matters most as a line of text, retained, and an empty text when there
 * is none: for any display that shows what a topic holds. The line of an emergency stays until its
 * sound has ended and somebody has acknowledged it.
 */
@Component(immediate = true, configurationPid = "io.soribit.notify.display")
@Designate(ocd = DisplayNotifier.Config.class)
public final class DisplayNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(DisplayNotifier.class);
    private static final String FILE = "etc/io.soribit.notify.display.cfg";

    /** Configuration of the line. */
    @ObjectClassDefinition(
            name = "Soribit plain text display",
            description = "The alert that matters most, as a line of text.")
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
    }

    private final MessageBus bus;
    private final String topic;
    private final String language;
    private final Board board = new Board();
    private final Map<Alerts, Alerts.Watch> watches = new ConcurrentHashMap<>();
    private String shown = "";

    @Activate
    public DisplayNotifier(@Reference MessageBus bus, Config config) {
        this(bus, config.topic(), config.language());
    }

    DisplayNotifier(MessageBus bus, String topic, String language) {
        this.bus = bus;
        String own = topic.strip();
        this.topic = own.isEmpty() || !isTopic(own) ? bus.root() + "/display" : own;
        this.language = Language.orEnglish(language, problem -> LOG.warn("{}: {}", FILE, problem));
        // The line of a hub that was killed is outdated.
        bus.publish(this.topic, "", 1, true);
    }

    @Override
    public String id() {
        return "display";
    }

    @Override
    public Set<String> targets() {
        return Set.of("display", "text");
    }

    @Override
    public synchronized void deliver(Alert alert) throws IOException {
        Phase phase = alert.event().phase();
        if (phase == Phase.END) {
            board.end(alert);
        } else if (phase == Phase.START) {
            if (!bus.connected()) {
                throw new IOException(
                        "displays cannot be reached: no connection to the MQTT broker "
                                + bus.address()
                                + "; start it, or set its url in etc/io.soribit.notify.mqtt.cfg");
            }
            board.put(alert);
        } else {
            board.update(alert);
        }
        show();
    }

    /** Whether anything shows the line is not known; a rule that names it says so. */
    @Override
    public Receipt receipt(Alert alert) {
        return alert.delivery().targets().isEmpty() ? Receipt.NO_DEVICE : Receipt.DELIVERED;
    }

    @Override
    public synchronized void acknowledged(Alert alert, String by) {
        board.acknowledge(alert);
        show();
    }

    private void onChange(AlertChange change) {
        if (change.state() == AlertState.ENDED) {
            ended(change.alert().id());
        }
    }

    /** An alert has ended for all, even if it was never acknowledged. */
    synchronized void ended(String id) {
        board.remove(id);
        show();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAlerts(Alerts all) {
        watches.put(all, all.watch(this::onChange));
    }

    void unbindAlerts(Alerts all) {
        Alerts.@Nullable Watch watch = watches.remove(all);
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public synchronized void remind(Alert alert) {
        board.put(alert);
        show();
    }

    private void show() {
        String line = board.winner().map(alert -> PanelText.line(alert, language)).orElse("");
        if (!line.equals(shown)) {
            shown = line;
            bus.publish(topic, line, 1, true);
        }
    }

    @Deactivate
    synchronized void deactivate() {
        watches.values().forEach(Alerts.Watch::close);
        bus.publish(topic, "", 1, true);
    }

    private static boolean isTopic(String text) {
        boolean usable = !text.contains("+") && !text.contains("#");
        if (!usable) {
            LOG.warn("{}: topic '{}' is not used: a topic has no + or #", FILE, text);
        }
        return usable;
    }
}
