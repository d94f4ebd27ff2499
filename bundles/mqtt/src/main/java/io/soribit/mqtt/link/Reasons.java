// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Explains to people why there is no connection, and what to do. Each text follows the broker's
 * name.
 */
public final class Reasons {
    private static final String FILE = "etc/io.soribit.notify.mqtt.cfg";

    private static final int SESSION_TAKEN_OVER = 142;

    private Reasons() {}

    /**
     * Why an attempt failed.
     *
     * @param certificateMissing whether the broker requests a certificate, and none is configured
     */
    static String of(
            Throwable failure, URI broker, BusSettings settings, boolean certificateMissing) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UntrustedException untrusted) {
                return "cannot be trusted: " + untrusted.getMessage();
            }
        }
        Throwable innermost = innermost(failure);
        String text =
                Objects.requireNonNullElse(
                        innermost.getMessage(), innermost.getClass().getSimpleName());
        if (certificateMissing) {
            return "requires a client certificate: set certificate and key in " + FILE;
        }
        if (closed(innermost)) {
            return "closes the connection: " + question(broker, settings) + " It is set in " + FILE;
        }
        if (innermost instanceof UnknownHostException) {
            return "is unreachable: unknown host '" + text + "'; correct url in " + FILE;
        }
        if (innermost instanceof ConnectException
                || innermost instanceof NoRouteToHostException
                || innermost instanceof SocketTimeoutException) {
            return "is unreachable: nothing answers there ("
                    + text
                    + "). Start it, or correct url in "
                    + FILE;
        }
        @Nullable String tls =
                innermost instanceof SSLException || text.startsWith("Received fatal alert")
                        ? ofTls(text, settings)
                        : null;
        return tls != null ? tls : "is unreachable: " + text;
    }

    private static String question(URI broker, BusSettings settings) {
        if (!BrokerAddress.encrypted(broker)) {
            return "does it require TLS (ssl://)?";
        }
        return settings.tls().certificate() == null
                ? "does it use TLS at this port (usually 8883)?"
                : "does it use TLS at this port, and trust the authority of the hub's certificate "
                        + settings.tls().certificate()
                        + "?";
    }

    static boolean closed(Throwable innermost) {
        return innermost instanceof EOFException
                || (innermost instanceof SocketException
                        && Objects.requireNonNullElse(innermost.getMessage(), "")
                                .matches("Connection reset.*|Broken pipe.*|Socket (is )?closed.*"));
    }

    public static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    /** Why a connection that was made is gone. */
    public static Loss ofLoss(Throwable failure, URI broker, BusSettings settings) {
        return closed(innermost(failure))
                ? Loss.CLOSED
                : new Loss(of(failure, broker, settings, false), false);
    }

    /** Why the broker has disconnected, by a code of MQTT 5. */
    public static Loss ofLoss(int code, BusSettings settings) {
        @Nullable String reason = ofCode(code, settings);
        return new Loss(
                reason == null ? "has closed the connection (reason " + code + ")" : reason,
                code == SESSION_TAKEN_OVER);
    }

    private static @Nullable String ofTls(String text, BusSettings settings) {
        if (text.contains("Unsupported or unrecognized SSL message")) {
            return "does not use TLS there: use its TLS port (usually 8883) in url, or tcp:// on a"
                    + " network that you trust; it is set in "
                    + FILE;
        }
        int alert = text.indexOf("Received fatal alert: ");
        if (alert < 0) {
            return null;
        }
        if (settings.tls().certificate() == null) {
            return "aborts TLS (" + text.substring(alert) + "): is url right in " + FILE + "?";
        }
        return "refuses the hub's certificate "
                + settings.tls().certificate()
                + " ("
                + text.substring(alert)
                + "): have it signed by an authority that the broker trusts, or renewed if it has"
                + " expired";
    }

    /** Why a broker has refused to connect, by the codes of MQTT 5 and 3.1.1; null if unknown. */
    public static @Nullable String ofCode(int code, BusSettings settings) {
        return switch (code) {
            case 4, 5, 134, 135 ->
                    settings.user().isEmpty()
                            ? "refuses the hub: it requires a user and a password; set user and"
                                    + " password in "
                                    + FILE
                            : "refuses user '"
                                    + settings.user()
                                    + "': unknown, or the password is wrong; correct user and"
                                    + " password in "
                                    + FILE;
            case 2, 133 ->
                    "refuses the client id '"
                            + settings.clientId()
                            + "': set another client_id in "
                            + FILE;
            case 1, 132 -> "does not support this version of MQTT";
            case 3, 136, 137 -> "is busy or starting";
            case 138 -> "has banned the hub: lift the ban at the broker";
            case SESSION_TAKEN_OVER ->
                    "has another client with the client id '"
                            + settings.clientId()
                            + "', perhaps a second hub: set a client_id of its own in "
                            + FILE;
            case 139, 141 -> "is shutting down, or has received nothing from the hub for too long";
            case 151, 159 -> "limits the hub: its quota or rate is exceeded";
            case 156, 157 -> "has moved: correct url in " + FILE;
            default -> null;
        };
    }
}
