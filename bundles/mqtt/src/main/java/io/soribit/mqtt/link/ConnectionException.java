// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection could not be made, or broke. The message goes on after the broker's name, and says
 * what to do.
 */
public final class ConnectionException extends Exception {
    private static final long serialVersionUID = 1;

    /** What it tells of the version of MQTT that was spoken. */
    public enum Version {
        /** The broker does not speak it. */
        REFUSED,
        /** The broker has closed the connection, as one may that does not speak it. */
        DOUBTFUL,
        /** Nothing. */
        FINE
    }

    private final String reason;
    private final Version version;

    private ConnectionException(String reason, Version version, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.version = version;
    }

    /**
     * For what went wrong with the broker.
     *
     * @param code of MQTT 5 or 3.1.1, or 0
     * @param older whether the broker has said that it does not speak this version
     * @param certificateMissing whether it has asked for a certificate, and there is none
     */
    public static ConnectionException of(
            Exception failure,
            int code,
            boolean older,
            URI broker,
            BusSettings settings,
            boolean certificateMissing) {
        @Nullable String refusal = older ? null : Reasons.ofCode(code, settings);
        String reason =
                older
                        ? "does not speak this version of MQTT"
                        : refusal != null
                                ? refusal
                                : Reasons.of(failure, broker, settings, certificateMissing);
        boolean closed = Reasons.closed(Reasons.innermost(failure));
        return new ConnectionException(
                reason,
                older ? Version.REFUSED : closed ? Version.DOUBTFUL : Version.FINE,
                failure);
    }

    /** For what went wrong before the broker was asked: mostly files that cannot be read. */
    public static ConnectionException unsafe(Exception failure) {
        return new ConnectionException(
                "cannot be reached safely: "
                        + Objects.requireNonNullElse(failure.getMessage(), failure.toString()),
                Version.FINE,
                failure);
    }

    /** Goes on after the broker's name. */
    public String reason() {
        return reason;
    }

    public Version version() {
        return version;
    }
}
