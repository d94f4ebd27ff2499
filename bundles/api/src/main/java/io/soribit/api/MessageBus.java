// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The hub's connection to its MQTT broker. Thread-safe; reconnects and subscribes again by itself.
 */
@ProviderType
public interface MessageBus {
    /**
     * Whether the broker can be reached right now.
     *
     * @return true from the broker's acceptance of the connection until it is lost
     */
    boolean connected();

    /**
     * The broker's address, for messages to people.
     *
     * @return for example {@code tcp://127.0.0.1:1883}; without a password
     */
    String address();

    /**
     * Prefix of the hub's own topics, {@code soribit/<hub>}.
     *
     * @return without a slash at the end
     */
    String root();

    /**
     * Id of this hub among others at the broker; it stays the same over restarts. Empty if it has
     * none.
     *
     * @return for example eight hexadecimal digits
     */
    default String instance() {
        return "";
    }

    /**
     * Sends a message, or keeps it until the broker is back: the last of each retained topic and
     * the newest 10,000 others. Never blocks on the network.
     *
     * @param topic without wildcards
     * @param payload not to be changed afterwards
     * @param qos 0, 1 or 2
     * @param retained whether the broker keeps it for later subscribers; an empty payload removes
     *     what it keeps
     */
    void publish(String topic, byte[] payload, int qos, boolean retained);

    /**
     * As {@link #publish(String, byte[], int, boolean)}, in UTF-8.
     *
     * @param topic without wildcards
     * @param payload the text
     * @param qos 0, 1 or 2
     * @param retained whether the broker keeps it for later subscribers
     */
    default void publish(String topic, String payload, int qos, boolean retained) {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retained);
    }

    /**
     * Sends a message that is not retained, or keeps it until the broker is back, however many
     * newer ones come, and completes a receipt when the broker has it. A client that sends much
     * waits for the receipt before it sends more. By default there are no receipts, and it fails.
     *
     * @param topic without wildcards
     * @param payload not to be changed afterwards
     * @param qos 1 or 2; with 0 the receipt says no more than that it was sent
     * @return completed on a thread of the connection: what depends on it must not block
     */
    default CompletionStage<@Nullable Void> send(String topic, byte[] payload, int qos) {
        return CompletableFuture.failedStage(
                new UnsupportedOperationException(address() + " gives no receipts"));
    }

    /**
     * Sends a message that is of no use later, with QoS 1: it is dropped rather than sent late, and
     * never sent again on another connection. MQTT 5 brokers also receive its expiry. By default it
     * is published with QoS 0, and its receipt says no more than that it was sent.
     *
     * @param topic without wildcards
     * @param payload not to be changed afterwards
     * @param expiry how long it may wait until it is sent
     * @return completed when the broker has it, on a thread of the connection: what depends on it
     *     must not block. It fails with a {@link java.util.concurrent.TimeoutException} if it was
     *     dropped before it was sent, and with an {@link java.io.IOException} if the connection was
     *     lost before the broker acknowledged it
     */
    default CompletionStage<@Nullable Void> publishWithin(
            String topic, byte[] payload, Duration expiry) {
        if (!connected()) {
            return CompletableFuture.failedStage(
                    new TimeoutException("no connection to " + address()));
        }
        publish(topic, payload, 0, false);
        return CompletableFuture.completedStage(null);
    }

    /**
     * Receives messages until the subscription is closed.
     *
     * @param filter MQTT topic filter
     * @param handler called from one thread for all subscriptions: it must not block
     * @return closing it ends the calls; one that is running may still end later
     */
    Subscription subscribe(String filter, Handler handler);

    /**
     * Lets the broker publish a message, retained, when the hub is gone without a goodbye: after a
     * crash or a power cut. It may come while the hub goes on, if only this was disconnected; so
     * watch the topic, and publish anew. By default nothing is published.
     *
     * @param topic without wildcards
     * @param payload the text
     * @return closing it withdraws the message
     */
    default Subscription lastWill(String topic, String payload) {
        return () -> {};
    }

    /** What a subscriber does with a message. */
    @FunctionalInterface
    @ConsumerType
    interface Handler {
        /**
         * Takes a message.
         *
         * @param topic the one it was published on
         * @param payload empty if a retained message was removed
         * @param retained whether the broker kept it from before the subscription
         */
        void message(String topic, byte[] payload, boolean retained);

        /**
         * The same, for those who answer.
         *
         * @param correlation MQTT 5 correlation data, to be echoed; empty if there is none
         */
        default void message(String topic, byte[] payload, boolean retained, byte[] correlation) {
            message(topic, payload, retained);
        }
    }

    /** Ends a subscription. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
