// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.broker.mosquitto.MosquittoProcess;
import io.soribit.broker.users.UnsafeException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which software the broker is. */
public enum Engine {
    /** Mosquitto where it is installed, otherwise Artemis. */
    AUTO,
    /** Mosquitto 2, as a process of its own. */
    MOSQUITTO,
    /** Artemis, inside the hub. */
    ARTEMIS;

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /**
     * Reads the name of one.
     *
     * @throws IllegalArgumentException with what is expected
     */
    static Engine parse(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "engine = '" + text + "' is not auto, mosquitto or artemis", e);
        }
    }

    /**
     * Starts the one that is wanted, and returns when it listens.
     *
     * @throws BindException if the port is in use
     * @throws UnsafeException if it would be open to others
     */
    static RunningBroker start(BrokerSettings settings) throws IOException {
        if (settings.engine() == ARTEMIS) {
            return ArtemisBroker.start(settings);
        }
        Optional<Path> mosquitto = MosquittoProcess.executable();
        if (settings.engine() == MOSQUITTO) {
            return MosquittoBroker.start(
                    settings,
                    mosquitto.orElseThrow(
                            () ->
                                    new IOException(
                                            "engine = mosquitto, but Mosquitto 2 is not installed"
                                                    + " (Debian: apt install mosquitto)")));
        }
        if (mosquitto.isPresent()) {
            try {
                return MosquittoBroker.start(settings, mosquitto.get());
            } catch (BindException | UnsafeException e) {
                throw e;
            } catch (IOException e) {
                LOG.warn(
                        "Mosquitto does not start: the hub's MQTT broker is Artemis, which has"
                                + " retained messages of its own",
                        e);
            }
        }
        return ArtemisBroker.start(settings);
    }
}
