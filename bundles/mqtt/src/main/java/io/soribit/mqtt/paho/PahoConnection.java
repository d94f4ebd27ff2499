// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import io.soribit.mqtt.link.BrokerAddress;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.Presence;
import java.io.IOException;
import java.net.URI;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connections in MQTT 5 and in 3.1.1 have in common. Paho has a client for each of the two,
 * which share no types.
 */
abstract class PahoConnection implements Connection {
    static final int CONNECT_SECONDS = 5;
    static final int KEEP_ALIVE_SECONDS = 10;
    static final long ANSWER_MILLIS = 5_000;
    static final long CONNECT_MILLIS = CONNECT_SECONDS * 1_000L + ANSWER_MILLIS;
    static final int LARGEST_WINDOW = 64;
    private static final long GOODBYE_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(PahoConnection.class);

    final URI broker;
    final BusSettings settings;
    final Receipts receipts = new Receipts();
    private volatile BooleanSupplier certificateMissing = () -> false;
    volatile boolean lost;

    PahoConnection(URI broker, BusSettings settings) {
        this.broker = broker;
        this.settings = settings;
    }

    /** A request to the client, which throws the exceptions of its own version. */
    @FunctionalInterface
    interface Request {
        void run() throws Exception;
    }

    /** Connects, and returns when the broker has accepted. */
    abstract void connect(SocketFactory sockets, long timeoutMillis) throws Exception;

    /** Publishes to the topic of presence, retained, and returns when the broker has it. */
    abstract void publish(Presence presence, String text, long timeoutMillis) throws Exception;

    abstract boolean connected();

    abstract void disconnect(long timeoutMillis) throws Exception;

    /** Frees all that the client holds, whatever its state. */
    abstract void destroy() throws Exception;

    /** Paho's reason code of a failure. */
    abstract int code(Exception failure);

    /** Whether the broker has said with this code that it does not speak this version. */
    abstract boolean refusesVersion(int code);

    /** Connects and publishes that the hub is online. */
    final void open(long timeoutMillis) throws ConnectionException {
        try {
            connect(sockets(), timeoutMillis);
            certificateMissing = () -> false;
            @Nullable Presence presence = settings.presence();
            if (presence != null && presence.online() != null) {
                publish(presence, presence.online(), ANSWER_MILLIS);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw ConnectionException.unsafe(e);
        } catch (Exception e) {
            close();
            throw failure(e);
        }
    }

    private SocketFactory sockets() throws IOException {
        if (!BrokerAddress.encrypted(broker)) {
            return new NoDelaySockets();
        }
        VerifyingSockets sockets = VerifyingSockets.of(settings.tls(), broker.getHost());
        certificateMissing = sockets::certificateMissing;
        return sockets;
    }

    final void request(Request request) throws ConnectionException {
        try {
            request.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failure(e);
        }
    }

    private ConnectionException failure(Exception e) {
        int code = code(e);
        return ConnectionException.of(
                e,
                e.getCause() == null ? code : 0,
                refusesVersion(code),
                broker,
                settings,
                certificateMissing.getAsBoolean());
    }

    @Override
    public final boolean alive() {
        return !lost && connected();
    }

    @Override
    public final void goodbye() {
        try {
            @Nullable Presence presence = settings.presence();
            if (presence != null && presence.goodbye() != null) {
                publish(presence, presence.goodbye(), GOODBYE_MILLIS);
            }
            disconnect(GOODBYE_MILLIS);
        } catch (Exception e) {
            LOG.debug("disconnecting from {} failed; it publishes the last will", broker, e);
        }
    }

    @Override
    public final void close() {
        lost = true;
        try {
            destroy();
        } catch (Exception e) {
            LOG.debug("the MQTT client of {} did not close cleanly", broker, e);
        }
        receipts.collect();
    }
}
