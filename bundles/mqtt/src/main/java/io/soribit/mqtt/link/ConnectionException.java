// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection could not be made, or broke. The message follows the broker's name, and says what to
 * do.
 */
public final class ConnectionException extends Exception {
    private static final long serialVersionUID = 1;

    /** What the failure says about the version of MQTT that was tried. */
    public enum Version {
        /** The broker does not support it. */
        REFUSED,
        /** The broker has closed the connection, as some do that do not support it. */
        SUSPECT,
        /** Nothing. */
        UNRELATED
    }

    private final String reason;
    private final Version version;

    private ConnectionException(String reason, Version version, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.version = version;
    }

    /**
     * For a failure at the broker.
     *
     * @param code of MQTT 5 or 3.1.1, or 0
     * @param older whether the broker has refused this version
     * @param certificateMissing whether the broker requests a certificate, and none is configured
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
                        ? "does not support this version of MQTT"
                        : refusal != null
                                ? refusal
                                : Reasons.of(failure, broker, settings, certificateMissing);
        boolean closed = Reasons.closed(Reasons.innermost(failure));
        return new ConnectionException(
                reason,
                older ? Version.REFUSED : closed ? Version.SUSPECT : Version.UNRELATED,
                failure);
    }

    /** For a failure before the broker was contacted: mostly files that cannot be read. */
    public static ConnectionException unsafe(Exception failure) {
        return new ConnectionException(
                "cannot be reached safely: "
                        + Objects.requireNonNullElse(failure.getMessage(), failure.toString()),
                Version.UNRELATED,
                failure);
    }

    /** Follows the broker's name in messages. */
    public String reason() {
        return reason;
    }

    public Version version() {
        return version;
    }
}
