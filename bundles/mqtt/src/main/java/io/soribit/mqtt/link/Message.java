// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A message on its way to the broker. */
public final class Message {
    private static final int LONGEST_TOPIC = 65_535;

    public final String topic;
    public final byte[] payload;
    public final int qos;
    public final boolean retained;
    public final boolean kept;

    /** How long it may wait, also at the broker; null if it does not expire. */
    public final @Nullable Duration expiry;

    private final long expires;
    private final CompletableFuture<@Nullable Void> receipt = new CompletableFuture<>();

    public Message(String topic, byte[] payload, int qos, boolean retained) {
        this(topic, payload, qos, retained, false);
    }

    private Message(String topic, byte[] payload, int qos, boolean retained, boolean kept) {
        this(topic, payload, qos, retained, kept, null);
    }

    private Message(
            String topic,
            byte[] payload,
            int qos,
            boolean retained,
            boolean kept,
            @Nullable Duration expiry) {
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
        this.expiry = expiry;
        expires = expiry == null ? 0 : System.nanoTime() + expiry.toNanos();
    }

    /** A message that is queued for the broker however many newer ones come. */
    public static Message kept(String topic, byte[] payload, int qos) {
        return new Message(topic, payload, qos, false, true);
    }

    /** A message that is dropped rather than sent late, and is sent on one connection only. */
    public static Message expiring(String topic, byte[] payload, Duration expiry) {
        return new Message(topic, payload, 1, false, true, expiry);
    }

    /** Whether it is too late to send it. */
    boolean isExpired() {
        return expiry != null && System.nanoTime() - expires >= 0;
    }

    /** It will not be sent any more. */
    void drop() {
        receipt.completeExceptionally(new TimeoutException(topic + ": not sent in time"));
    }

    /** It was sent, and the connection was lost before the broker acknowledged it. */
    void lose() {
        receipt.completeExceptionally(new IOException(topic + ": connection lost"));
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
