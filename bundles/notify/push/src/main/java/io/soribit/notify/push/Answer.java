// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.time.Duration;

/**
 * What a server answered.
 *
 * @param status the HTTP status
 * @param body its beginning
 * @param location where it redirects to; empty if it does not
 * @param retryAfter how long it asks to be left alone; zero if it does not
 */
public record Answer(int status, String body, String location, Duration retryAfter) {
    /** Whether the server took it. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean redirects() {
        return status >= 300 && status < 400 && !location.isEmpty();
    }
}
