// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.common.security.UserFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;

/**
 * Keeps the web server at loopback until the page has an administrator: without one, everybody in
 * the network could read the home and silence its alerts.
 */
final class PageHost {
    static final String PID = "org.apache.felix.http";
    private static final String HOST = "org.apache.felix.http.host";

    private final UserFile users;

    /**
     * @param data the data folder
     */
    PageHost(Path data) {
        users = new UserFile(data.resolve("etc").resolve("page-users"));
    }

    /** Removes an address beyond loopback, so that the default applies, and reports it. */
    List<Finding> check(Origin origin, Dictionary<String, Object> properties) {
        Object host = properties.get(HOST);
        if (!origin.definedBy().equals(PID) || host == null || isLoopback(host.toString())) {
            return List.of();
        }
        if (hasAdministrator()) {
            return List.of();
        }
        properties.remove(HOST);
        return List.of(
                new Finding(
                        true,
                        origin.where()
                                + ": "
                                + HOST
                                + " = '"
                                + host
                                + "' would open the page to the network without a password; it"
                                + " stays on this machine (127.0.0.1). 'soribit page open' makes an"
                                + " administrator, and opens it with TLS; then this entry is not"
                                + " needed"));
    }

    private boolean hasAdministrator() {
        try {
            return users.hasRole("admin");
        } catch (IOException e) {
            return false; // the page refuses all requests then, and logs why
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host.strip()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
