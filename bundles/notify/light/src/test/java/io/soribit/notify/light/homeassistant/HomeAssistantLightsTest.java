// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soribit.api.MessageBus;
import io.soribit.testkit.LogCapture;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At a server that speaks Home Assistant's REST API as its documentation says. */
@Timeout(240)
class HomeAssistantLightsTest implements MessageBus {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BED = "soribit/hub/ha/lamp/light.bed";

    private final ObjectNode bed =
            JSON.createObjectNode().put("entity_id", "light.bed").put("state", "on");
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final BlockingQueue<String> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> called = new LinkedBlockingQueue<>();
    private HttpServer server;
    private HomeAssistantLights lights;

    private record TestConfig(String url, String token) implements HomeAssistantLights.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return HomeAssistantLights.Config.class;
        }
    }

    @BeforeEach
    void start() throws IOException {
        bed.putObject("attributes")
                .put("friendly_name", "Bed")
                .put("brightness", 120)
                .put("color_mode", "brightness")
                .putArray("supported_color_modes")
                .add("brightness");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        lights = new HomeAssistantLights(this, new TestConfig(url, "secret"));
    }

    @AfterEach
    void stop() {
        lights.deactivate();
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean known =
                "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String reply = "[]";
        if (path.equals("/api/states")) {
            reply = "[" + bed + ",{\"entity_id\":\"sun.sun\",\"state\":\"up\",\"attributes\":{}}]";
        } else if (path.equals("/api/states/light.bed")) {
            reply = bed.toString();
        } else if (path.startsWith("/api/services/light/")) {
            called.add(path.substring("/api/services/light/".length()) + " " + body);
            set(path.endsWith("turn_on"), JSON.readTree(body));
        }
        byte[] bytes = reply.getBytes(UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void set(boolean on, JsonNode data) {
        bed.put("state", on ? "on" : "off");
        if (data.has("brightness")) {
            ((ObjectNode) bed.path("attributes")).set("brightness", data.path("brightness"));
        }
    }

    private void await(String what) throws InterruptedException {
        String next = String.valueOf(published.poll(90, TimeUnit.SECONDS));
        while (!next.equals(what)) {
            assertThat(next).as("while waiting for " + what).isNotEqualTo("null");
            next = String.valueOf(published.poll(90, TimeUnit.SECONDS));
        }
    }

    private void say(String topic, String text, boolean retained) {
        handlers.get("soribit/hub/ha/lamp/+/" + topic.substring(topic.lastIndexOf('/') + 1))
                .message(topic, text.getBytes(UTF_8), retained);
    }

    @Test
    void itsLightsAreDescribedAndReported() throws Exception {
        await(BED + "/config {\"name\":\"Bed\",\"ability\":\"light\"} retained");
        await(BED + "/availability online retained");
        await(BED + " {\"state\":\"ON\",\"brightness\":120}");
        synchronized (this) {
            bed.put("state", "unavailable");
        }
        await(BED + "/availability offline retained");
        assertThat(published).noneMatch(text -> text.contains("sun.sun"));
    }

    @Test
    void aCommandIsCarriedOutAndReported() throws Exception {
        await(BED + " {\"state\":\"ON\",\"brightness\":120}");
        say(BED + "/set", "{\"state\":\"ON\",\"brightness\":251,\"transition\":0}", false);
        await(BED + " {\"state\":\"ON\",\"brightness\":251}");
        say(BED + "/set", "{\"state\":\"OFF\",\"transition\":0}", false);
        await(BED + " {\"state\":\"OFF\"}");
        say(BED + "/get", "{\"state\":\"\"}", false);
        await(BED + " {\"state\":\"OFF\"}");
        assertThat(called)
                .containsExactly(
                        "turn_on"
                                + " {\"entity_id\":\"light.bed\",\"transition\":0.0,\"brightness\":251}",
                        "turn_off {\"entity_id\":\"light.bed\",\"transition\":0.0}");
    }

    @Test
    void oldCommandsAndOtherEntitiesAreLeftAlone() throws Exception {
        say(BED + "/set", "{\"state\":\"OFF\"}", true);
        say("soribit/hub/ha/lamp/lock.door/set", "{\"state\":\"OFF\"}", false);
        say("soribit/hub/ha/lamp/light.bed..%2F/set", "{\"state\":\"OFF\"}", false);
        say(BED + "/get", "", false);
        await(BED + " {\"state\":\"ON\",\"brightness\":120}");
        say("soribit/hub/ha/lamp/light.none/set", "{\"state\":\"OFF\"}", false);
        say("soribit/hub/ha/lamp/light.none/get", "", false);
        assertThat(called).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .as("a thread for each light that Home Assistant has, not for each topic")
                .doesNotContain("soribit-ha-light.none");
    }

    @Test
    void aRefusedTokenIsLoggedOnceWithWhatToDo() throws Exception {
        try (LogCapture log = LogCapture.by(HomeAssistantLights.class.getName())) {
            HomeAssistantLights other =
                    new HomeAssistantLights(
                            this,
                            new TestConfig(
                                    "http://127.0.0.1:" + server.getAddress().getPort(), "wrong"));
            other.poll();
            other.poll();
            other.deactivate();
            assertThat(log.about("401"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("long-lived access token")
                    .doesNotContain("wrong");
        }
    }

    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public String address() {
        return "tcp://127.0.0.1:1883";
    }

    @Override
    public String root() {
        return "soribit/hub";
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, boolean retained) {
        published.add(topic + " " + new String(payload, UTF_8) + (retained ? " retained" : ""));
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        handlers.put(filter, handler);
        return () -> {};
    }
}
