// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the topic where phones say "Seen", on a thread of its own. When the connection breaks
 * or falls silent it is made again, with growing pauses, and no reply sent meanwhile is missed.
 */
final class NtfyReplies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NtfyReplies.class);

    /** An alert waits so long to be seen, also while the hub is off. */
    private static final Duration AWAY = Duration.ofMinutes(30);

    private static final int HTTP_OK = 200;
    private static final int LONGEST_ID = 200;
    private static final long STOP_MILLIS = 2_000;

    /**
     * How long things take.
     *
     * @param silence longest time without a line; ntfy sends one every 45 s
     * @param first pause before the connection is made again; it doubles each time
     * @param longest pause
     */
    record Times(Duration silence, Duration first, Duration longest) {
        static final Times USUAL =
                new Times(Duration.ofSeconds(120), Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    private final ObjectMapper json = new ObjectMapper();
    private final Web web;
    private final NtfySettings settings;
    private final Times times;
    private final Consumer<String> seen;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private String since;
    private String logged = "";

    /**
     * Begins to listen.
     *
     * @param start of the hub; it also takes what was said in the half hour before
     * @param seen called with the id of each alert that somebody has seen
     */
    NtfyReplies(Web web, NtfySettings settings, Instant start, Times times, Consumer<String> seen) {
        this.web = web;
        this.settings = settings;
        since = Long.toString(start.minus(AWAY).getEpochSecond());
        this.times = times;
        this.seen = seen;
        thread = new Thread(this::run, "soribit-" + settings.name().replace(' ', '-'));
        thread.start();
    }

    private void run() {
        Duration pause = times.first();
        try {
            while (closed.getCount() > 0) {
                boolean listened = listen();
                pause = listened ? times.first() : pause;
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(times.longest()) < 0 ? twice : times.longest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection, for as long as it lasts; returns whether there was one. */
    private boolean listen() throws InterruptedException {
        String topic = settings.server() + "/" + settings.replyTopic();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(topic + "/json?since=" + since));
        if (!settings.authorization().isEmpty()) {
            request.header("Authorization", settings.authorization());
        }
        Lines lines = new Lines();
        CompletableFuture<HttpResponse<Void>> stream = web.stream(request, lines);
        try {
            Optional<String> line = lines.next(times.silence());
            while (line.isPresent() && closed.getCount() > 0) {
                if (lines.status() == HTTP_OK) {
                    logged = "";
                    heard(line.get());
                }
                line = lines.next(times.silence());
            }
        } finally {
            lines.cancel();
            stream.cancel(true);
        }
        if (lines.status() != HTTP_OK && closed.getCount() > 0) {
            warn(
                    lines.status() == 0
                            ? settings.server() + " cannot be reached (" + lines.failure() + ")"
                            : Refusal.ofNtfy(lines.status(), "", "reply topic", settings.server()));
        }
        return lines.status() == HTTP_OK;
    }

    private void heard(String line) {
        try {
            JsonNode event = json.readTree(line);
            if (!event.path("event").asText().equals("message")) {
                return;
            }
            since = event.path("id").asText(since);
            String id = event.path("message").asText().strip();
            if (!id.isEmpty() && id.length() <= LONGEST_ID) {
                seen.accept(id);
            }
        } catch (IOException e) {
            LOG.debug("{} sent a line that is no JSON", settings, e);
        } catch (RuntimeException e) {
            LOG.warn("Seen on a phone had no effect", e);
        }
    }

    private void warn(String problem) {
        if (!problem.equals(logged)) {
            LOG.warn("Seen on a phone does not reach the hub: {}; tried again and again", problem);
            logged = problem;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("{}: its thread did not end in time and is left behind", settings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
