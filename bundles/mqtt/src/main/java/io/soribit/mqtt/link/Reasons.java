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
 * Says for people why there is no connection, and what to do. What it says goes on after the
 * broker's name.
 */
public final class Reasons {
    private static final String FILE = "etc/io.soribit.notify.mqtt.cfg";

    private Reasons() {}

    /**
     * Why an attempt failed.
     *
     * @param certificateMissing whether the broker has asked for a certificate, and there is none
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
            return "wants a certificate of the hub: set certificate and key in " + FILE;
        }
        if (closed(innermost)) {
            return "closes the connection: " + question(broker, settings) + " It is set in " + FILE;
        }
        if (innermost instanceof UnknownHostException) {
            return "cannot be reached: no machine is called '" + text + "'; correct url in " + FILE;
        }
        if (innermost instanceof ConnectException
                || innermost instanceof NoRouteToHostException
                || innermost instanceof SocketTimeoutException) {
            return "cannot be reached: nothing answers there ("
                    + text
                    + "). Start it, or correct url in "
                    + FILE;
        }
        @Nullable String tls =
                innermost instanceof SSLException || text.startsWith("Received fatal alert")
                        ? ofTls(text, settings)
                        : null;
        return tls != null ? tls : "cannot be reached: " + text;
    }

    private static String question(URI broker, BusSettings settings) {
        if (!BrokerAddress.secret(broker)) {
            return "does it want TLS (ssl://)?";
        }
        return settings.tls().certificate() == null
                ? "does it speak TLS at this port (mostly 8883)?"
                : "does it speak TLS at this port, and trust who signed the hub's certificate "
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
    public static String ofLoss(Throwable failure, URI broker, BusSettings settings) {
        return closed(innermost(failure))
                ? "has closed the connection"
                : of(failure, broker, settings, false);
    }

    private static @Nullable String ofTls(String text, BusSettings settings) {
        if (text.contains("Unsupported or unrecognized SSL message")) {
            return "does not speak TLS there: use its TLS port (mostly 8883) in url, or tcp:// on a"
                    + " network that you trust; it is set in "
                    + FILE;
        }
        int alert = text.indexOf("Received fatal alert: ");
        if (alert < 0) {
            return null;
        }
        if (settings.tls().certificate() == null) {
            return "breaks off TLS (" + text.substring(alert) + "): is url right in " + FILE + "?";
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
                            ? "refuses the hub: it wants a user and a password; set user and"
                                    + " password in "
                                    + FILE
                            : "refuses user '"
                                    + settings.user()
                                    + "': unknown there, or the password is wrong; correct user and"
                                    + " password in "
                                    + FILE;
            case 2, 133 ->
                    "refuses the client id '"
                            + settings.clientId()
                            + "': set another client_id in "
                            + FILE;
            case 1, 132 -> "does not speak this version of MQTT";
            case 3, 136, 137 -> "is too busy at present, or starting";
            case 138 -> "has banned the hub: lift the ban at the broker";
            case 142 ->
                    "has another client that calls itself '"
                            + settings.clientId()
                            + "': a second hub? Give each a client_id of its own in "
                            + FILE;
            case 139, 141 -> "is shutting down, or heard nothing of the hub for too long";
            case 151, 159 -> "allows the hub no more at present: its quota or rate is used up";
            case 156, 157 -> "has moved: correct url in " + FILE;
            default -> null;
        };
    }
}
