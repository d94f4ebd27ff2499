// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.LampProtocol;
import io.soribit.notify.light.lamp.LampState;
import java.util.List;

/** Asks one lamp, and tells it. Used on the timer only. */
final class LampLink {
    private final String id;
    private final LampProtocol protocol;
    private final MessageBus bus;
    private boolean unanswered;

    LampLink(String id, LampProtocol protocol, MessageBus bus) {
        this.id = id;
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
    void flash(Frame frame, boolean wasOn) {
        ObjectNode message = LampState.message(frame);
        send(protocol.flash(message, wasOn), 0);
        show(message);
    }

    /** Tells it a step of its way back. */
    void say(ObjectNode step) {
        send(protocol.say(step), 1);
        show(step);
    }

    /** For who looks on: whatever the lamp speaks, the hub's topics say it in the same words. */
    private void show(ObjectNode message) {
        bus.publish(bus.root() + "/lamp/" + id, message.toString(), 0, false);
    }

    private void send(List<LampProtocol.Message> messages, int qos) {
        messages.forEach(m -> bus.publish(m.topic(), m.payload(), qos, false));
    }
}
