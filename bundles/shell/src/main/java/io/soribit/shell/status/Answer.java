// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Whether a hub that seems to run also answers, at {@code /health/live} of its page. */
enum Answer {
    LIVE,
    /** It answers that it does not get on with its work. */
    STUCK,
    /** Nobody answers there. */
    SILENT,
    /** It has no page that could be asked. */
    UNKNOWN;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * Asks the hub, for ten seconds at most.
     *
     * @param page where its page is
     */
    static Answer of(URI page) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) page.resolve("/health/live").toURL().openConnection();
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) TIMEOUT.toMillis());
            try {
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_UNAVAILABLE ? STUCK : LIVE;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return SILENT;
        }
    }
}
