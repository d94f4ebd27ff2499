// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All messages of a running hub, against the description of its topics. */
@Timeout(900)
class AsyncApiTest {
    private static final String HUB = "soribit/hub/";
    private static final String HOMIE = "homie/5/soribit-hub/hub/";

    @TempDir Path folder;
    private AsyncApi api;
    private HttpServer homeAssistant;
    private int port;

    @BeforeEach
    void read() throws Exception {
        api = new AsyncApi();
        port = Soribit.freePort();
        homeAssistant =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        homeAssistant.createContext("/api/", AsyncApiTest::answer);
        homeAssistant.start();
    }

    /** One light, as Home Assistant's REST API has it. */
    private static void answer(HttpExchange exchange) throws IOException {
        String light =
                """
                {"entity_id": "light.bed", "state": "off",
                 "attributes": {"friendly_name": "Bed", "supported_color_modes": ["brightness"]}}
                """;
        boolean one = exchange.getRequestURI().getPath().endsWith("light.bed");
        byte[] reply = (one ? light : "[" + light + "]").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    @AfterEach
    void stop() {
        homeAssistant.stop(0);
    }

    @Test
    void theDescriptionIsAsAsyncApiDemands() throws Exception {
        assertThat(api.problemsOfItself()).isEmpty();
        assertThat(api.danglingReferences()).isEmpty();
    }

    @Test
    void itIsNotMerelyAgreedWith() {
        assertThat(api.problems(new AsyncApi.Message(HUB + "status", "online", 1, true))).isEmpty();
        assertThat(api.unseen()).contains("sound", "alertState").doesNotContain("status");
        for (AsyncApi.Message bad :
                List.of(
                        new AsyncApi.Message(HUB + "status", "gone", 1, true),
                        new AsyncApi.Message(HUB + "status", "online", 1, false),
                        new AsyncApi.Message(HUB + "status", "online", 0, true),
                        new AsyncApi.Message(HUB + "hall/level", "loud", 0, false),
                        new AsyncApi.Message(HUB + "hall/level", "3", 0, false),
                        new AsyncApi.Message(HUB + "hall/sound", "{}", 1, false),
                        new AsyncApi.Message(
                                HUB + "alert/state", "{\"count\":1,\"unseen\":1}", 1, true),
                        new AsyncApi.Message(HUB + "hall/unknown", "", 1, false))) {
            assertThat(api.problems(bad)).as("%s", bad).hasSize(1);
        }
    }

    private void configure() throws Exception {
        Soribit.configure(folder, "io.soribit.notify.mqtt", "url = tcp://127.0.0.1:" + port);
        Soribit.configure(
                folder,
                "org.apache.felix.http",
                "org.osgi.service.http.port = " + Soribit.freePort());
        Soribit.configure(folder, "io.soribit.notify.homie", "enabled = true");
        Soribit.configure(
                folder, "io.soribit.alert.rule-bell", "sounds = doorbell", "acknowledge = yes");
        String url = "http://127.0.0.1:" + homeAssistant.getAddress().getPort();
        Soribit.configure(
                folder, "io.soribit.notify.light.homeassistant", "url = " + url, "token = secret");
        Soribit.configure(folder, "io.soribit.notify.light", "lamps = soribit-lamp, ha:light.bed");
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 8);
        Soribit.configure(
                folder,
                "io.soribit.source.file-hall",
                "path = " + wav,
                "room = hall",
                "loop = true");
    }

    private void publish(String topic, String payload) throws Exception {
        try (Soribit pub =
                Soribit.program(
                        "mosquitto_pub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-q",
                        "1",
                        "-t",
                        topic,
                        "-m",
                        payload)) {
            assertThat(pub.exit(30)).isZero();
        }
    }

    private static AsyncApi.Message message(String line) throws Exception {
        JsonNode json = new ObjectMapper().readTree(line);
        return new AsyncApi.Message(
                json.get("topic").asText(),
                json.path("payload").asText(""),
                json.get("qos").asInt(),
                json.get("retain").asInt() == 1);
    }

    /** Waits for a message, received already or to come. */
    private static AsyncApi.Message await(Soribit recorder, String topic, Predicate<String> payload)
            throws Exception {
        String line =
                recorder.line(
                        90,
                        l -> {
                            try {
                                AsyncApi.Message message = message(l);
                                return message.topic().matches(topic)
                                        && payload.test(message.payload());
                            } catch (Exception e) {
                                return false;
                            }
                        });
        return message(line);
    }

    /** Waits until there is a message of each kind that the hub sends. */
    private static void awaitAll(Soribit recorder) throws Exception {
        AsyncApi sent = new AsyncApi();
        AtomicInteger read = new AtomicInteger();
        Await.value(
                "all is sent",
                () -> {
                    List<String> lines = recorder.out();
                    while (read.get() < lines.size()) {
                        sent.problems(message(lines.get(read.getAndIncrement())));
                    }
                    return sent.unseen();
                },
                List::isEmpty);
    }

    /** What the hub shall do, each as described, and what it cannot do. */
    private void ask(Soribit recorder) throws Exception {
        String alert =
                await(recorder, HUB + "alert/(?!state$)[^/]+", p -> p.contains("doorbell")).topic();
        await(
                recorder,
                "homie/5/soribit-hub/\\$description",
                p -> p.contains("home-float16") && p.contains("home-integer"));
        publish(alert + "/ack", "a test");
        await(recorder, alert, p -> p.contains("\"by\":\"a test\""));
        publish(HUB + "mode/set", "sleep");
        publish(HUB + "test", "");
        publish(HUB + "hall/cat/get", "");
        publish(HUB + "model/set", "home-integer");
        publish(HUB + "hall/model/set", "home-float16");
        publish(HOMIE + "test/set", "true");
        publish(HOMIE + "acknowledge/set", "true");
        publish(HUB + "alert/ack", "");
        for (String topic :
                List.of("mode/set", "test", "model/set", "hall/model/set", "alert/none/ack")) {
            publish(HUB + topic, "{\"malformed\":[");
        }
        for (String topic : List.of("model/set", "mode/set", "test/set", "acknowledge/set")) {
            publish(HOMIE + topic, "\u0001nonsense");
        }
    }

    @Test
    void whatTheHubSendsIsAsDescribed() throws Exception {
        configure();
        List<String> lines = new ArrayList<>();
        try (Soribit broker = Soribit.program("/usr/sbin/mosquitto", "-p", "" + port)) {
            broker.line(60, "running");
            try (Soribit recorder =
                    Soribit.program(
                            "mosquitto_sub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + port,
                            "-V",
                            "5",
                            "--retain-as-published",
                            "-q",
                            "2",
                            "-F",
                            "%j",
                            "-t",
                            "#")) {
                try (Soribit hub = Soribit.start("run", "--data", folder.toString())) {
                    hub.line(120, "MQTT: tcp://127.0.0.1:" + port);
                    ask(recorder);
                    await(recorder, HUB + "mode/state", "sleep"::equals);
                    await(recorder, HUB + "alerts", p -> p.contains("\"label\":\"test\""));
                    await(recorder, HUB + "alerts", p -> p.contains("\"state\":\"acknowledged\""));
                    await(recorder, HUB + "alerts", p -> p.contains("\"state\":\"ended\""));
                    await(recorder, HUB + "hall/cat/state", "OFF"::equals);
                    await(recorder, HUB + "model/result", p -> p.contains("hall"));
                    await(recorder, HOMIE + "acknowledge", "true"::equals);
                    await(recorder, HUB + "model/state", "home-integer"::equals);
                    await(recorder, HOMIE + "model", "home-integer"::equals);
                    Soribit.configure(
                            folder, "io.soribit.notify.homeassistant", "discovery = entity");
                    await(recorder, "homeassistant/select/soribit_hub/mode/config", p -> true);
                    awaitAll(recorder);
                    hub.terminate();
                    await(recorder, HUB + "status", "offline"::equals);
                    hub.exit(60);
                }
                lines.addAll(recorder.out());
            }
        }
        List<String> problems = new ArrayList<>();
        for (String line : lines) {
            AsyncApi.Message message = message(line);
            // Commands for lamps have the formats of their makers.
            if (!message.topic().startsWith("zigbee2mqtt/")) {
                problems.addAll(api.problems(message));
            }
        }
        assertThat(problems).isEmpty();
        assertThat(api.unseen()).as("described, but never sent").isEmpty();
    }
}
