// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

/** One connection to a broker, from CONNECT to its loss. It is never used again after that. */
public interface Connection extends AutoCloseable {
    /** Hears of messages and of the end, on the connection's own threads. */
    interface Listener {
        void received(Received message);

        /**
         * The connection is gone.
         *
         * @param reason goes on after the broker's name
         */
        void lost(String reason);
    }

    /** The version of MQTT, for people. */
    String protocol();

    boolean alive();

    /** Most messages to have on their way at one time. */
    int window();

    /**
     * Sends without waiting; {@code done} runs once when the broker has the message, or has refused
     * it: at the latest when the connection is closed, and never if the broker did not say.
     */
    void send(Message message, Runnable done) throws ConnectionException;

    /**
     * Subscribes, and returns when the broker has answered.
     *
     * @param id subscription identifier
     */
    void subscribe(String filter, int id) throws ConnectionException;

    void unsubscribe(String filter) throws ConnectionException;

    /** Says that the hub is offline, and disconnects. */
    void goodbye();

    @Override
    void close();
}
