// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that speaks a protocol as its documentation says. */
final class Peer implements AutoCloseable {
    /** A request. */
    record Got(String method, String path, String body, String authorization) {}

    /** What is answered to it. */
    record Reply(int status, String body) {}

    /** The protocol. */
    interface Protocol {
        Reply answer(Got got);
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Peer(Protocol protocol) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, protocol));
        server.start();
    }

    private void answer(HttpExchange exchange, Protocol protocol) throws IOException {
        Got one =
                new Got(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        got.add(one);
        Reply reply = protocol.answer(one);
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
