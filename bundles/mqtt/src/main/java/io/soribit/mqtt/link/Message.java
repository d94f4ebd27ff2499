// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message on its way to the broker. */
public final class Message {
    private static final int LONGEST_TOPIC = 65_535;

    public final String topic;
    public final byte[] payload;
    public final int qos;
    public final boolean retained;
    public final boolean kept;
    private final CompletableFuture<@Nullable Void> receipt = new CompletableFuture<>();

    public Message(String topic, byte[] payload, int qos, boolean retained) {
        this(topic, payload, qos, retained, false);
    }

    private Message(String topic, byte[] payload, int qos, boolean retained, boolean kept) {
        boolean forbidden = topic.chars().anyMatch(c -> c == '+' || c == '#' || c == 0);
        if (topic.isEmpty()
                || forbidden
                || topic.getBytes(StandardCharsets.UTF_8).length > LONGEST_TOPIC) {
            throw new IllegalArgumentException(
                    "invalid MQTT topic '"
                            + topic
                            + "': it is empty, too long, or contains + or #");
        }
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("MQTT QoS " + qos + " is not 0, 1 or 2");
        }
        this.topic = topic;
        this.payload = payload.clone();
        this.qos = qos;
        this.retained = retained;
        this.kept = kept;
    }

    /** A message that is queued for the broker however many newer ones come. */
    public static Message kept(String topic, byte[] payload, int qos) {
        return new Message(topic, payload, qos, false, true);
    }

    /** Whether it may be dropped when too many are queued. */
    boolean droppable() {
        return !retained && !kept;
    }

    /** Completed when the broker has it. */
    public CompletionStage<@Nullable Void> receipt() {
        return receipt;
    }

    /** The broker has it. */
    void acknowledged() {
        receipt.complete(null);
    }

    /** Whether it deletes what the broker retains on its topic. */
    boolean deletes() {
        return retained && payload.length == 0;
    }
}
