// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
    /** Below those that the system gives to connections: none may take one meanwhile. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;

    private Ports() {}

    /** One that nothing listens to now. */
    public static int free() throws IOException {
        while (true) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // It is taken: another one.
            }
        }
    }
}
