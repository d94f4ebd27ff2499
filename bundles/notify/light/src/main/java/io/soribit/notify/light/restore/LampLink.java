// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.LampProtocol;
import io.soribit.notify.light.lamp.LampState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends messages to one lamp. Used on the timer only. */
final class LampLink {
    /** Half the shortest period of flashes. */
    private static final Duration FRAME = Duration.ofMillis(250);

    private final String id;
    private final LampProtocol protocol;
    private final MessageBus bus;
    private ObjectNode latest = LampState.switched(false);
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
        var unused = send(protocol.question());
    }

    /** Asks for its state, to learn what a message has done; at least the broker answers. */
    CompletionStage<?> question() {
        return protocol.question().isEmpty()
                ? bus.send(topic(), latest.toString().getBytes(UTF_8), 1)
                : send(protocol.question());
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
        var unused = send(messages);
        return !messages.isEmpty();
    }

    /**
     * Shows a frame of an alert on a lamp that was on or off before.
     *
     * @return completed when the broker has it; fails if it is dropped, which it is if it waits for
     *     longer than half a period
     */
    CompletionStage<?> flash(Frame frame, FrameMark mark, boolean wasOn) {
        ObjectNode message = LampState.message(frame, mark.level());
        CompletableFuture<?>[] receipts =
                protocol.flash(message, wasOn).stream()
                        .map(m -> bus.publishWithin(m.topic(), bytes(m), FRAME))
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new);
        publish(message);
        return CompletableFuture.allOf(receipts);
    }

    /** Sends a step towards its former state; kept until the broker has it. */
    CompletionStage<?> restore(ObjectNode step) {
        CompletionStage<?> receipt = send(protocol.say(step));
        publish(step);
        return receipt;
    }

    /** For observers: in the same form for every kind of lamp. */
    private void publish(ObjectNode message) {
        latest = message;
        bus.publish(topic(), message.toString(), 0, false);
    }

    private String topic() {
        return bus.root() + "/lamp/" + id;
    }

    private CompletionStage<?> send(List<LampProtocol.Message> messages) {
        return CompletableFuture.allOf(
                messages.stream()
                        .map(m -> bus.send(m.topic(), bytes(m), 1).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new));
    }

    private static byte[] bytes(LampProtocol.Message message) {
        return message.payload().getBytes(UTF_8);
    }
}
