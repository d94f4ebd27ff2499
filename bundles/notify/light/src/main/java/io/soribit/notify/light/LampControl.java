// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.FlashPattern.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lamp: its state before, what it shows, and the way back. Only the first state is taken, and
 * only the last alert gives it back. Used on the timer only.
 */
final class LampControl {
    private static final Logger LOG = LoggerFactory.getLogger(LampControl.class);

    /** Echoes of the flashing come so long after its end. */
    private static final Duration ECHO = Duration.ofSeconds(2);

    private static final String QUESTION = "{\"state\":\"\",\"brightness\":\"\",\"color\":\"\"}";

    private final Lamp lamp;
    private final MessageBus bus;
    private final String topic;
    private final Deque<ObjectNode> restoration = new ArrayDeque<>();
    private @Nullable LampState state;
    private @Nullable Frame shown;
    private Duration deafUntil = Duration.ofSeconds(Long.MIN_VALUE);
    private boolean asked;

    /**
     * @param topic of the lamp, for example {@code zigbee2mqtt/kitchen}
     */
    LampControl(Lamp lamp, MessageBus bus, String topic) {
        this.lamp = lamp;
        this.bus = bus;
        this.topic = topic;
    }

    Lamp lamp() {
        return lamp;
    }

    /** Asks for the state, unless it is the hub's own doing at present. */
    void ask() {
        if (!isBusy() && bus.connected()) {
            asked = true;
            bus.publish(topic + "/get", QUESTION, 1, false);
        }
    }

    boolean awaitsAnswer() {
        return asked;
    }

    void heard(JsonNode message, Duration now) {
        if (!isBusy() && now.compareTo(deafUntil) >= 0 && LampState.isState(message)) {
            state = new LampState(message);
            asked = false;
        }
    }

    /** Whether it flashes or is on its way back. */
    boolean isBusy() {
        return shown != null || !restoration.isEmpty();
    }

    /** Shows a frame. Without a connection it is left out: late flashes would come all at once. */
    void show(Frame frame) {
        asked = false;
        restoration.clear();
        if (bus.connected() && !frame.equals(shown)) {
            shown = frame;
            bus.publish(topic + "/set", LampState.message(frame).toString(), 0, false);
        }
    }

    /** Begins the way back; the lamp may turn on now. */
    void restore(Duration now) {
        if (shown == null) {
            return;
        }
        shown = null;
        if (state == null) {
            LOG.info(
                    "lamp {} did not tell its state on {} before it flashed: it is left off",
                    lamp.name(),
                    topic);
            restoration.add(LampState.switched(false));
        } else {
            restoration.addAll(state.restoration());
        }
        restoreFurther(now);
    }

    /** Takes the next step of the way back, if one is left. */
    void restoreFurther(Duration now) {
        @Nullable ObjectNode next = restoration.poll();
        if (next != null) {
            deafUntil = now.plus(ECHO);
            bus.publish(topic + "/set", next.toString(), 1, false);
        }
    }

    /** Gives the state back at once. */
    void restoreAll(Duration now) {
        restore(now);
        while (!restoration.isEmpty()) {
            restoreFurther(now);
        }
    }
}
