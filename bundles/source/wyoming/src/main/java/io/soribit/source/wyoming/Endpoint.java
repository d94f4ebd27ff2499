// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import java.io.IOException;

/** How a connection comes about. */
interface Endpoint {
    /**
     * Waits for a connection, a limited time.
     *
     * @throws IOException with what is wrong, where, and what to do
     */
    Connection connect() throws IOException;

    /** For messages to people. */
    String shown();
}
