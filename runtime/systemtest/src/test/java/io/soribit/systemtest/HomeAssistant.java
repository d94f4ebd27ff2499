// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A hub and a real Home Assistant, set up as a person would have it, at a broker of their own. */
final class HomeAssistant {
    private static final Path START =
            Path.of("..", "..", "..", "shared", "clients", "homeassistant", "start");
    private static final Path INSTALLED =
            Path.of(System.getenv().getOrDefault("HA_ROOT", "/opt/trixie"), "ha", "installed");

    /** It takes commands and reports nothing: Home Assistant assumes what it has commanded. */
    private static final String LIGHT =
            """
            {"name": null, "unique_id": "hall", "default_entity_id": "light.hall", "schema": "json",
             "command_topic": "real/hall/set", "brightness": true,
             "supported_color_modes": ["xy"], "device": {"identifiers": ["hall"], "name": "hall"}}
            """;

    private final Path folder;
    private final int port;

    /** Skips the test where there is no Home Assistant. */
    HomeAssistant(Path folder) throws Exception {
        assumeThat(START).as("the scripts that start a Home Assistant").exists();
        assumeThat(INSTALLED).as("a Home Assistant, by the script 'install'").exists();
        assumeThat(System.getProperty("user.name")).as("a chroot needs root").isEqualTo("root");
        this.folder = folder;
        port = Soribit.freePort();
        Soribit.configure(folder, "io.soribit.notify.mqtt", "url = tcp://127.0.0.1:" + port);
        Soribit.configure(
                folder,
                "org.apache.felix.http",
                "org.osgi.service.http.port = " + Soribit.freePort());
    }

    Soribit broker() throws Exception {
        Soribit broker = Soribit.program("/usr/sbin/mosquitto", "-p", "" + port);
        broker.line(60, "running");
        return broker;
    }

    Soribit hub() throws Exception {
        Soribit hub = Soribit.start("run", "--data", folder.toString());
        hub.line(120, "MQTT: tcp://127.0.0.1:" + port);
        return hub;
    }

    Soribit start() throws Exception {
        Soribit home =
                Soribit.program(START.toString(), "" + port, folder.resolve("home").toString());
        home.line(200, "ready"::equals);
        return home;
    }

    /** The address at which it is served. */
    static URI address(Soribit home) throws Exception {
        String line = home.line(200, "dashboard http");
        return URI.create(line.replaceFirst("dashboard (\\S+?)/?$", "$1/"));
    }

    /** An access token of the person who lives here. */
    static String token(URI address) throws Exception {
        String login =
                """
                {"client_id": "%1$s", "handler": ["trusted_networks", null], "redirect_uri": "%1$s"}
                """
                        .formatted(address);
        String code = post(address.resolve("auth/login_flow"), login).path("result").asText();
        String form = "grant_type=authorization_code&code=" + code + "&client_id=" + address;
        return post(address.resolve("auth/token"), form).path("access_token").asText();
    }

    private static JsonNode post(URI address, String body) throws Exception {
        String type =
                body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded";
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    /** What its console printed. */
    Path console() {
        return folder.resolve("home").resolve("console.log");
    }

    Soribit subscriber(String... topics) throws Exception {
        Stream<String> command =
                Stream.of("mosquitto_sub", "-h", "127.0.0.1", "-p", "" + port, "-v");
        return Soribit.program(
                Stream.concat(command, Stream.of(topics).flatMap(t -> Stream.of("-t", t)))
                        .toArray(String[]::new));
    }

    void publish(String topic, String payload, String... options) throws Exception {
        Stream<String> command =
                Stream.of(
                        "mosquitto_pub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-t",
                        topic,
                        "-m",
                        payload);
        try (Soribit pub =
                Soribit.program(
                        Stream.concat(command, Stream.of(options)).toArray(String[]::new))) {
            assertThat(pub.exit(30)).isZero();
        }
    }

    /** Lets it have a {@code light.hall}, whose commands are on {@code real/hall/set}. */
    void describeLight() throws Exception {
        publish("homeassistant/light/hall/config", LIGHT, "-r");
    }

    /** Does in Home Assistant what a person would. */
    void call(String service, String entity, String data) throws Exception {
        publish(
                "ha/call",
                "{\"service\":\"%s\",\"target\":\"%s\",\"data\":{%s}}"
                        .formatted(service, entity, data));
    }

    void choose(String entity, String option) throws Exception {
        call("select.select_option", entity, "\"option\":\"" + option + "\"");
        shows(entity, option);
    }

    /** Waits until Home Assistant shows it so. */
    String shows(String entity, Predicate<String> state) throws Exception {
        try (Soribit listener = subscriber("ha/state/" + entity)) {
            return listener.line(120, state);
        }
    }

    String shows(String entity, String state) throws Exception {
        return shows(entity, line -> line.contains("\"state\":\"" + state + "\""));
    }

    /** Waits until the broker retains nothing on a topic. */
    void awaitRemoval(String topic) throws Exception {
        for (int i = 0; i < 60; i++) {
            try (Soribit look =
                    Soribit.program(
                            "mosquitto_sub",
                            "-p",
                            "" + port,
                            "-t",
                            topic,
                            "--retained-only",
                            "-W",
                            "2")) {
                look.exit(30);
                if (look.out().isEmpty()) {
                    return;
                }
            }
        }
        throw new AssertionError(topic + " is still retained after two minutes");
    }
}
