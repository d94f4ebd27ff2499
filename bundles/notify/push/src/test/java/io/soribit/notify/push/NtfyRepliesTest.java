// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static io.soribit.notify.push.NtfyServer.next;
import static io.soribit.notify.push.Samples.doorbell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "Seen", from the button on a phone to the hub. */
@Timeout(240)
class NtfyRepliesTest {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final NtfyReplies.Times LONG_TIMES =
            new NtfyReplies.Times(Duration.ofSeconds(50), SOON, Duration.ofMillis(40));

    private final NtfyServer server = new NtfyServer();
    private final Web web = new Web(Duration.ofSeconds(30), "test");
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final NtfySettings settings =
            NtfySettings.of(
                    TestConfig.of(server.url(), "home").token("tk"), "ntfy phone", "key", p -> {});

    NtfyRepliesTest() throws IOException {}

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    private NtfyReplies listen(NtfyReplies.Times times) {
        return new NtfyReplies(web, settings, Instant.ofEpochSecond(3_000), times, seen::add);
    }

    /** What the app does when somebody taps the button of a message. */
    private static void tap(JsonNode message) throws Exception {
        JsonNode action = message.at("/actions/0");
        assertThat(action.path("action").asText()).isEqualTo("http");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(action.path("url").asText()))
                        .method(
                                action.path("method").asText(),
                                BodyPublishers.ofString(action.path("body").asText(), UTF_8))
                        .build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    private JsonNode pushed() throws Exception {
        new Ntfy(settings, web, new ManualClock(Samples.ONSET), () -> null).deliver(doorbell());
        return next(server.published);
    }

    @Test
    void aTapReachesTheHub() throws Exception {
        server.authorization = "Bearer tk";
        try (NtfyReplies unused = listen(LONG_TIMES)) {
            assertThat(next(server.subscribed)).isEqualTo(settings.replyTopic() + "?since=1200");
            tap(pushed());
            assertThat(next(seen)).isEqualTo("7f3a");
        }
    }

    @Test
    void aTapInTheHalfHourInWhichTheHubWasOffReachesIt() throws Exception {
        tap(pushed());
        try (NtfyReplies unused = listen(LONG_TIMES)) {
            assertThat(next(server.subscribed)).endsWith("?since=1200");
            assertThat(next(seen)).isEqualTo("7f3a");
        }
    }

    @Test
    void repliesWhileTheConnectionIsBrokenAreNotMissed() throws Exception {
        try (NtfyReplies unused = listen(LONG_TIMES)) {
            next(server.subscribed);
            tap(pushed());
            assertThat(next(seen)).isEqualTo("7f3a");
            server.refusedStreams.add(503);
            server.refusedStreams.add(401);
            server.cutStreams();
            tap(pushed());
            assertThat(next(server.subscribed)).endsWith("?since=m0");
            assertThat(next(seen)).isEqualTo("7f3a");
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void aSilentConnectionIsMadeAgain() throws Exception {
        NtfyReplies.Times hasty = new NtfyReplies.Times(Duration.ofMillis(50), SOON, SOON);
        try (NtfyReplies unused = listen(hasty)) {
            next(server.subscribed);
            next(server.subscribed);
            tap(pushed());
            assertThat(next(seen)).isEqualTo("7f3a");
        }
    }

    @Test
    void malformedMessagesAreIgnored() throws Exception {
        try (NtfyReplies unused = listen(LONG_TIMES)) {
            next(server.subscribed);
            server.say("{\"event\":\"keepalive\"}");
            server.say("no JSON at all");
            server.say("[1,2]");
            server.say("");
            server.say("{\"event\":\"message\",\"message\":{\"a\":1}}");
            server.say("{\"event\":\"message\",\"message\":\"" + "x".repeat(201) + "\"}");
            tap(pushed());
            assertThat(next(seen)).isEqualTo("7f3a");
            server.say("y".repeat(40_000));
            assertThat(next(server.subscribed)).endsWith("?since=m0");
            tap(pushed());
            assertThat(next(seen)).isEqualTo("7f3a");
        }
    }

    @Test
    void itsThreadEndsWithIt() throws Exception {
        NtfyReplies replies = listen(LONG_TIMES);
        next(server.subscribed);
        assertThat(threads()).isEqualTo(1);
        replies.close();
        Await.until("its thread has ended", () -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("soribit-ntfy-phone"))
                .count();
    }
}
