// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

/** Why a device takes no connection, and what to do. */
public final class ConnectFailure {
    private ConnectFailure() {}

    /**
     * The rest of a sentence that begins with the device.
     *
     * @param timeout how long it was waited for
     * @param key where its address is configured
     * @param needed what else to check, for example {@code that streaming is switched on}
     */
    public static String explain(IOException e, Duration timeout, String key, String needed) {
        if (e instanceof UnknownHostException) {
            return ": this host name is not known: check it in "
                    + key
                    + ", or write the address instead";
        }
        if (e instanceof SocketTimeoutException) {
            return " does not answer within "
                    + timeout.toSeconds()
                    + " s: check that it is switched on, and that no firewall drops connections";
        }
        if (e instanceof NoRouteToHostException) {
            return " cannot be reached: check that it is switched on and in this network";
        }
        if (e instanceof ConnectException) {
            return " refuses connections: check the port, and " + needed;
        }
        return " cannot be reached (" + e.getMessage() + "): check the network";
    }
}
