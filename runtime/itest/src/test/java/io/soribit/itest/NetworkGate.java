// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The hub's network on its way to a broker: while it is shut, every connection is closed. */
final class NetworkGate implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int behind;
    private volatile boolean open = true;

    NetworkGate(int behind) throws IOException {
        this.behind = behind;
        thread(this::accept);
    }

    URI uri() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    void open() {
        open = true;
    }

    void shut() {
        open = false;
        sockets.forEach(NetworkGate::close);
        sockets.clear();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // One of the two sides has closed.
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket hub = server.accept();
            sockets.add(hub);
            if (open) {
                thread(() -> connect(hub));
            } else {
                close(hub);
            }
        }
    }

    private void connect(Socket hub) throws IOException {
        try (hub;
                Socket broker = new Socket("127.0.0.1", behind)) {
            thread(
                    () -> {
                        try (hub;
                                broker) {
                            broker.getInputStream().transferTo(hub.getOutputStream());
                        }
                    });
            hub.getInputStream().transferTo(broker.getOutputStream());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        shut();
    }
}
