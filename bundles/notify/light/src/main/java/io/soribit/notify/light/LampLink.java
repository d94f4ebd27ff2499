// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.util.List;

/** Asks one lamp, and tells it. Used on the timer only. */
final class LampLink {
    private final LampProtocol protocol;
    private final MessageBus bus;
    private boolean unanswered;

    LampLink(LampProtocol protocol, MessageBus bus) {
        this.protocol = protocol;
        this.bus = bus;
    }

    boolean connected() {
        return bus.connected();
    }

    LampProtocol protocol() {
        return protocol;
    }

    /** Asks for its state. */
    void ask() {
        unanswered = true;
        send(protocol.question(), 1);
    }

    /** Whether it may still answer. */
    boolean isUnanswered() {
        return unanswered;
    }

    void answered() {
        unanswered = false;
    }

    /** Lets it keep its present state itself; false if it cannot. */
    boolean keep() {
        List<LampProtocol.Message> messages = protocol.keep();
        send(messages, 1);
        return !messages.isEmpty();
    }

    /** Shows a frame of an alert on a lamp that was on or off before. */
    void flash(FlashPattern.Frame frame, boolean wasOn) {
        send(protocol.flash(LampState.message(frame), wasOn), 0);
    }

    /** Tells it a step of its way back. */
    void say(ObjectNode step) {
        send(protocol.say(step), 1);
    }

    private void send(List<LampProtocol.Message> messages, int qos) {
        messages.forEach(m -> bus.publish(m.topic(), m.payload(), qos, false));
    }
}
