// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static io.soribit.notify.push.Samples.alert;
import static io.soribit.notify.push.Samples.doorbell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the receiver of a webhook gets. */
@Timeout(240)
class WebhookTest {
    private static final String SECRET = "correct horse battery";

    @TempDir Path folder;
    private final HttpServer receiver;
    private final List<Got> got = new ArrayList<>();
    private final Deque<Integer> refusals = new ArrayDeque<>();
    private final Web web = new Web(Duration.ofSeconds(30), "test");
    private final ManualClock clock = new ManualClock(Samples.ONSET);

    private record Got(String path, String body, String time, String signature, String key) {}

    /** A configuration as a person writes it. */
    private record TestConfig(
            String url, String secret, String hub, String[] headers, String template)
            implements WebhookNotifier.Config {
        TestConfig(String url, String secret, String hub) {
            this(url, secret, hub, new String[0], "");
        }

        @Override
        public String content__type() {
            return "application/json";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return WebhookNotifier.Config.class;
        }
    }

    WebhookTest() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    private synchronized void receive(HttpExchange exchange) throws IOException {
        Integer refusal = refusals.poll();
        got.add(
                new Got(
                        exchange.getRequestURI().toString(),
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                        exchange.getRequestHeaders().getFirst("X-Soribit-Timestamp"),
                        exchange.getRequestHeaders().getFirst("X-Soribit-Signature"),
                        exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
        exchange.sendResponseHeaders(refusal == null ? 204 : refusal, -1);
        exchange.close();
    }

    @AfterEach
    void close() {
        web.close();
        receiver.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts?house=1";
    }

    private Webhook webhook() {
        return new Webhook(
                WebhookSettings.of(new TestConfig(url(), SECRET, "hub"), "webhook:own", p -> {}),
                web,
                clock);
    }

    /** What a receiver does: openssl, which shares no line with us. */
    private String signature(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("signed"), text);
        Process openssl =
                new ProcessBuilder("openssl", "dgst", "-sha256", "-hmac", SECRET, file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(openssl.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(openssl.waitFor()).as(said).isZero();
        return said.substring(said.lastIndexOf(' ') + 1);
    }

    @Test
    void noEndAndNoAcknowledgementFollowAStartThatDidNotArrive() throws IOException {
        Webhook webhook = webhook();
        refusals.add(500);
        assertThatThrownBy(() -> webhook.deliver(doorbell())).isInstanceOf(IOException.class);
        webhook.acknowledged(doorbell(), "Minsu");
        webhook.deliver(alert("7f3a", Phase.END, Urgency.URGENT, 1, "hall"));
        assertThat(got).hasSize(1);
        clock.advance(Duration.ofHours(1));
        webhook.deliver(doorbell());
        webhook.deliver(alert("7f3a", Phase.END, Urgency.URGENT, 1, "hall"));
        assertThat(got)
                .extracting(Got::key)
                .containsExactly("7f3a:start", "7f3a:start", "7f3a:end");
        assertThat(webhook.retryWindow()).contains(PushTarget.RETRY_WINDOW);
    }

    @Test
    void theReceiverCanVerifyThatItIsFromTheHub() throws Exception {
        webhook().deliver(doorbell());
        Got only = got.get(0);
        assertThat(only.path).isEqualTo("/alerts?house=1");
        assertThat(only.body)
                .isEqualTo(
                        "{\"id\":\"7f3a\",\"phase\":\"start\",\"hub\":\"hub\",\"label\":\"doorbell\","
                                + "\"names\":{\"en\":\"Doorbell\",\"ko\":\"초인종\"},\"icon\":\"🔔\","
                                + "\"urgency\":\"urgent\",\"rooms\":[\"hall\"],\"times\":1,"
                                + "\"onset\":\"2026-03-01T20:15:30.250Z\"}");
        assertThat(only.time).isEqualTo("1772396130");
        assertThat(only.signature).isEqualTo("sha256=" + signature(only.time + "." + only.body));
        assertThat(only.signature).isNotEqualTo("sha256=" + signature(only.body));
    }

    @Test
    void aReceiverWithHeadersAndATemplateOfItsOwnNeedsNoSecret() throws Exception {
        TestConfig config =
                new TestConfig(
                        url(),
                        "",
                        "hub",
                        new String[] {"Authorization: Bearer a,b, X-Signature: c"},
                        "{\"text\":\"{{name}}\"}");
        WebhookSettings settings = WebhookSettings.of(config, "webhook:own", p -> {});
        assertThat(settings.headers())
                .isEqualTo(Map.of("Authorization", "Bearer a,b", "X-Signature", "c"));
        assertThat(settings.toString()).doesNotContain("Bearer");
        new Webhook(settings, web, clock).deliver(doorbell());
        assertThat(got.get(0).body).isEqualTo("{\"text\":\"Doorbell\"}");
        assertThat(got.get(0).signature).isNull();
        assertThatThrownBy(
                        () ->
                                WebhookSettings.of(
                                        new TestConfig(
                                                url(),
                                                SECRET,
                                                "hub",
                                                new String[] {"No header"},
                                                ""),
                                        "webhook",
                                        p -> {}))
                .hasMessageContaining("write Name: value");
    }

    @Test
    void startReminderAcknowledgementAndEndAreSentEachUnderAKeyOfItsOwn() throws Exception {
        Webhook webhook = webhook();
        webhook.deliver(doorbell());
        webhook.deliver(alert("7f3a", Phase.UPDATE, Urgency.URGENT, 2, "hall"));
        clock.advance(Duration.ofSeconds(30));
        webhook.remind(doorbell());
        webhook.acknowledged(doorbell(), "Minsu");
        webhook.deliver(alert("7f3a", Phase.END, Urgency.URGENT, 2, "hall"));
        assertThat(got)
                .extracting(Got::key)
                .containsExactly(
                        "7f3a:start", "7f3a:reminder-1772396160", "7f3a:acknowledged", "7f3a:end");
        JsonNode acknowledged = new ObjectMapper().readTree(got.get(2).body);
        assertThat(acknowledged.path("phase").asText()).isEqualTo("acknowledged");
        assertThat(acknowledged.path("by").asText()).isEqualTo("Minsu");
        assertThat(got.get(3).body).contains("\"end\":\"2026-03-01T20:15:33.250Z\"");
        assertThat(got.get(1).time).isEqualTo("1772396160");
    }

    @Test
    void aMessageThatIsSentAgainHasTheSameKey() throws Exception {
        refusals.add(500);
        Webhook webhook = webhook();
        assertThatThrownBy(() -> webhook.deliver(doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining("(500)")
                .message()
                .doesNotContain("house=1", SECRET);
        assertThat(webhook.devices().get(0).reachable()).isFalse();
        webhook.deliver(doorbell());
        assertThat(got).extracting(Got::key).containsExactly("7f3a:start", "7f3a:start");
        assertThat(webhook.devices().get(0).reachable()).isTrue();
        assertThat(webhook.devices()).asString().doesNotContain("house=1", SECRET);
    }

    @Test
    void aRedirectIsNotFollowed() {
        refusals.add(307);
        assertThatThrownBy(() -> webhook().deliver(doorbell()))
                .hasMessageContaining("(307)")
                .hasMessageContaining("redirects, which is not followed");
        assertThat(got).hasSize(1);
    }

    @Test
    void itCanBeTried() throws Exception {
        webhook().test("webhook:own");
        assertThat(got.get(0).body).contains("\"label\":\"test\"");
        assertThat(got.get(0).key).isEqualTo("test-1772396130250:start");
        assertThatThrownBy(() -> webhook().test("webhook")).hasMessageContaining("webhook:own");
        assertThat(PushFile.name("io.soribit.notify.push.webhook~own")).isEqualTo(webhook().id());
    }

    @Test
    void badSettingsSayWhatToDo() {
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(() -> settings("https://receiver.example", " ", problems))
                .hasMessageContaining("secret is missing");
        for (String url : List.of("", "receiver", "ftp://r", "https://u:secret@r", "http://a b")) {
            assertThatThrownBy(() -> settings(url, SECRET, problems))
                    .hasMessageContaining("url cannot be used")
                    .message()
                    .doesNotContain("u:secret");
        }
        assertThat(problems).isEmpty();
        assertThat(settings("http://receiver.example/s3cret", "short", problems))
                .hasToString("webhook at http://receiver.example");
        assertThat(problems)
                .satisfiesExactly(
                        first -> assertThat(first).contains("guessed"),
                        second -> assertThat(second).contains("unencrypted"));
    }

    private static WebhookSettings settings(String url, String secret, List<String> problems) {
        return WebhookSettings.of(new TestConfig(url, secret, "hub"), "webhook", problems::add);
    }
}
