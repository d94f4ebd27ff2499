// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A peer that does what a test says with each connection. */
final class Peer implements AutoCloseable {
    /** What it does; then it sends no more. */
    interface Script {
        void run(Link link) throws IOException;
    }

    /** Its side of a connection. */
    record Link(Socket socket, MessageReader in, List<String> heard) {
        void send(byte[]... messages) throws IOException {
            for (byte[] message : messages) {
                socket.getOutputStream().write(message);
            }
        }

        /** Takes messages until there is one of that type. */
        Message await(String type) throws IOException {
            Message message = in.read();
            while (message != null) {
                heard.add(message.type());
                if (message.type().equals(type)) {
                    return message;
                }
                message = in.read();
            }
            throw new IOException("the hub closed the connection before " + type);
        }

        /** Keeps the connection open until the hub closes it. */
        void stay() throws IOException {
            InputStream in = socket.getInputStream();
            in.transferTo(new ByteArrayOutputStream());
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();

    Peer(Script script) throws IOException {
        threads.execute(() -> accept(script));
    }

    /** A satellite that has been told to run, and then does this. */
    static Peer satellite(Script script) throws IOException {
        return new Peer(
                link -> {
                    link.await("describe");
                    link.send(Wire.info(Wire.SATELLITE));
                    link.await("run-satellite");
                    script.run(link);
                });
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket, script));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            Link link = new Link(socket, new MessageReader(socket.getInputStream()), heard);
            script.run(link);
            socket.shutdownOutput(); // else what is unread here would reset the connection
            link.stay();
        } catch (IOException e) {
            heard.add("closed");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
