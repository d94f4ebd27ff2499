// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

/** One connection to a broker, from CONNECT to its loss. It is never used again after that. */
public interface Connection extends AutoCloseable {
    /** Receives messages and the loss, on the connection's own threads. */
    interface Listener {
        void received(Received message);

        /** The connection is gone. */
        void lost(Loss loss);
    }

    /** The version of MQTT, for messages to people. */
    String protocol();

    boolean alive();

    /** Limit of messages in flight. */
    int window();

    /**
     * Sends without waiting; {@code done} runs once when the broker has acknowledged or refused the
     * message: at the latest when the connection is closed, and never if the broker did neither.
     */
    void send(Message message, Runnable done) throws ConnectionException;

    /**
     * Subscribes, and returns when the broker has answered.
     *
     * @param id subscription identifier
     */
    void subscribe(String filter, int id) throws ConnectionException;

    void unsubscribe(String filter) throws ConnectionException;

    /** Publishes that the hub is offline, and disconnects. */
    void goodbye();

    @Override
    void close();
}
