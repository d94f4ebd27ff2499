// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A client's network on its way to a broker: while it is shut, every connection is closed. */
public final class NetworkGate implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int behind;
    private final Greeting greeting;
    private volatile boolean open = true;

    /** Looks at what a client sends first. */
    @FunctionalInterface
    public interface Greeting {
        /** Reads it and returns it; null if the client is not to reach the broker. */
        byte[] read(Socket client) throws IOException;
    }

    /**
     * @param behind the broker's port
     */
    public NetworkGate(int behind) throws IOException {
        this(behind, client -> new byte[0]);
    }

    public NetworkGate(int behind, Greeting greeting) throws IOException {
        this.behind = behind;
        this.greeting = greeting;
        thread(this::accept);
    }

    public URI uri() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    public void open() {
        open = true;
    }

    public void shut() {
        open = false;
        cut();
    }

    /** Ends all connections, as a network does. */
    public void cut() {
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
            Socket client = server.accept();
            sockets.add(client);
            if (open) {
                thread(() -> connect(client));
            } else {
                close(client);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        byte[] first = greeting.read(client);
        if (first == null) {
            client.close();
            return;
        }
        try (client;
                Socket broker = new Socket("127.0.0.1", behind)) {
            sockets.add(broker);
            broker.getOutputStream().write(first);
            thread(
                    () -> {
                        try (client;
                                broker) {
                            broker.getInputStream().transferTo(client.getOutputStream());
                        }
                    });
            client.getInputStream().transferTo(broker.getOutputStream());
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
