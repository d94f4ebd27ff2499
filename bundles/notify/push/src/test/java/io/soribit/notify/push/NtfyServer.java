// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Speaks as ntfy does: takes messages as JSON and as text, streams topics as JSON lines with those
 * that came before, and clears notifications.
 */
final class NtfyServer implements AutoCloseable {
    private static final int RESET = -1;
    private static final int SLOW = -2;

    private static final ObjectMapper JSON = new ObjectMapper();

    final BlockingQueue<JsonNode> published = new LinkedBlockingQueue<>();
    final BlockingQueue<String> cleared = new LinkedBlockingQueue<>();
    final BlockingQueue<String> subscribed = new LinkedBlockingQueue<>();
    final Deque<Integer> refusals = new ConcurrentLinkedDeque<>();
    final Deque<Integer> refusedStreams = new ConcurrentLinkedDeque<>();
    volatile String authorization = "";
    volatile boolean clears = true;
    private final List<ObjectNode> messages = new ArrayList<>();
    private final List<HttpExchange> streams = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    NtfyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request is not answered but cut off. */
    void cutNext() {
        refusals.add(RESET);
    }

    /** The next request is not answered in time. */
    void stallNext() {
        refusals.add(SLOW);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean reply = exchange.getRequestMethod().equals("POST") && !path[0].isEmpty();
        Integer refusal = path[path.length - 1].equals("json") || reply ? null : refusals.poll();
        if (refusal != null && refusal == RESET) {
            exchange.close();
        } else if (refusal != null && refusal == SLOW) {
            await();
            exchange.close();
        } else if (refusal != null) {
            exchange.getResponseHeaders().set("Retry-After", refusal == 429 ? "30" : "soon");
            answer(exchange, refusal, "{\"error\":\"on request\"}");
        } else if (!reply && !authorization.isEmpty() && !given.equals(authorization)) {
            answer(exchange, 401, "{\"code\":40101,\"http\":401,\"error\":\"unauthorized\"}");
        } else if (exchange.getRequestMethod().equals("GET")) {
            stream(exchange, path[0]);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            if (clears) {
                cleared.add(String.join("/", path));
            }
            answer(exchange, clears ? 200 : 404, "{}");
        } else if (reply) {
            add(path[0], new String(body, UTF_8));
            answer(exchange, 200, "{}");
        } else {
            JsonNode message = JSON.readTree(body);
            published.add(message);
            answer(exchange, 200, "{\"id\":\"x\",\"event\":\"message\"}");
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void stream(HttpExchange exchange, String topic) throws IOException {
        Integer refusal = refusedStreams.poll();
        if (refusal != null) {
            answer(exchange, refusal, "{}");
            return;
        }
        String query = exchange.getRequestURI().getQuery();
        synchronized (this) {
            exchange.sendResponseHeaders(200, 0);
            send(exchange, "{\"id\":\"o\",\"event\":\"open\",\"topic\":\"" + topic + "\"}");
            boolean known = messages.stream().noneMatch(m -> query.endsWith("=" + id(m)));
            for (ObjectNode message : messages) {
                if (known && message.path("topic").asText().equals(topic)) {
                    send(exchange, message.toString());
                }
                known |= query.endsWith("=" + id(message));
            }
            streams.add(exchange);
        }
        subscribed.add(topic + "?" + query);
    }

    private static String id(JsonNode message) {
        return message.path("id").asText();
    }

    private synchronized void add(String topic, String text) {
        ObjectNode message = JSON.createObjectNode();
        message.put("id", "m" + messages.size()).put("event", "message");
        message.put("topic", topic).put("message", text);
        messages.add(message);
        streams.removeIf(stream -> !write(stream, message.toString()));
    }

    /** Sends a line to all who listen, as it is. */
    synchronized void say(String line) {
        streams.removeIf(stream -> !write(stream, line));
    }

    /** Cuts off all who listen. */
    synchronized void cutStreams() {
        streams.forEach(HttpExchange::close);
        streams.clear();
    }

    private static boolean write(HttpExchange exchange, String line) {
        try {
            send(exchange, line);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(HttpExchange exchange, String line) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write((line + "\n").getBytes(UTF_8));
        out.flush();
    }

    /** The next of something, or a failure after thirty seconds. */
    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(90, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within 90 s");
        }
        return next;
    }

    @Override
    public void close() {
        closing.countDown();
        cutStreams();
        server.stop(0);
        threads.shutdownNow();
    }
}
