// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The add-on of Home Assistant: what the supervisor reads, and what its script does with it. */
@Timeout(900)
class HomeAssistantAddOnTest {
    private static final Path ADDON = Path.of("..", "homeassistant-addon");
    private static final String TOKEN = "a-token-of-the-supervisor";
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir Path folder;
    private HttpServer supervisor;
    private volatile int status = 200;
    private volatile String answer = "";
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        supervisor =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        supervisor.createContext(
                "/services/mqtt",
                exchange -> {
                    asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        supervisor.start();
        Files.writeString(folder.resolve("options.json"), "{\"language\": \"ko\"}");
    }

    @AfterEach
    void stop() {
        supervisor.stop(0);
    }

    private static JsonNode yaml(String file) throws Exception {
        return YAML.readTree(Files.readString(ADDON.resolve(file)));
    }

    private static JsonSchema schema() throws Exception {
        try (InputStream in =
                HomeAssistantAddOnTest.class.getResourceAsStream(
                        "home-assistant-addon.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(in));
        }
    }

    private void broker(boolean ssl, String password) {
        answer =
                """
                {"result": "ok", "data": {"addon": "core_mosquitto", "host": "core-mosquitto", "port": 1883,
                 "ssl": %s, "protocol": "3.1.1", "username": "addons", "password": "%s"}}
                """
                        .formatted(ssl, password);
    }

    private Path etc(String file) {
        return folder.resolve("etc").resolve(file);
    }

    /** Runs the script up to where it would start the hub. */
    private String prepare() throws Exception {
        return script("run");
    }

    private String script(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", ADDON.resolve(name).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(
                        Map.of(
                                "SUPERVISOR",
                                "http://127.0.0.1:" + supervisor.getAddress().getPort(),
                                "SUPERVISOR_TOKEN",
                                TOKEN,
                                "SORIBIT_DATA",
                                folder.resolve("hub").toString(),
                                "SORIBIT_ETC",
                                folder.resolve("etc").toString(),
                                "SORIBIT_OPTIONS",
                                folder.resolve("options.json").toString(),
                                "SORIBIT_AS",
                                "env",
                                "SORIBIT_ONLY_WRITE",
                                "yes"));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void itsConfigurationIsAsTheSupervisorWantsIt() throws Exception {
        JsonNode config = yaml("config.yaml");
        assertThat(schema().validate(config)).isEmpty();
        assertThat(config.path("schema").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> config.path("options").fieldNames());
        assertThat(Files.readString(ADDON.resolve("nginx.conf")))
                .contains("listen " + config.path("ingress_port").asInt() + ";")
                .contains("allow 172.30.32.2;", "deny all;");
        ObjectNode wrong = config.deepCopy();
        wrong.put("startup", "soon").remove("slug");
        assertThat(schema().validate(wrong)).hasSize(2);
    }

    @Test
    void everyOptionAndPortIsDescribedInBothLanguages() throws Exception {
        JsonNode config = yaml("config.yaml");
        for (String language : List.of("en", "ko")) {
            JsonNode texts = yaml("translations/" + language + ".yaml");
            for (String option : (Iterable<String>) () -> config.path("schema").fieldNames()) {
                JsonNode text = texts.path("configuration").path(option);
                assertThat(text.path("name").asText()).as(language).isNotEmpty();
                assertThat(text.path("description").asText()).as(language).isNotEmpty();
            }
            for (String port : (Iterable<String>) () -> config.path("ports").fieldNames()) {
                assertThat(texts.path("network").path(port).asText()).as(language).isNotEmpty();
            }
        }
    }

    @Test
    void theBrokerOfTheSupervisorIsConfigured() throws Exception {
        broker(false, "p\\u00e4ss $[env:HOME] \\\\ ${x}");
        String output = prepare();
        assertThat(asked).containsExactly("Bearer " + TOKEN);
        assertThat(Files.readAllLines(etc("io.soribit.notify.mqtt.cfg")))
                .contains(
                        "url = tcp://core-mosquitto:1883",
                        "user = $[file:mqtt-broker.username]",
                        "password = $[file:mqtt-broker.password]");
        assertThat(Files.readString(etc("mqtt-broker.username")).strip()).isEqualTo("addons");
        Path password = etc("mqtt-broker.password");
        assertThat(Files.readString(password).strip()).isEqualTo("päss $[env:HOME] \\ ${x}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(output).contains("core-mosquitto").doesNotContain("päss", TOKEN);
        assertThat(folder.resolve("hub/etc").toRealPath()).isEqualTo(folder.resolve("etc"));
        assertThat(Files.readAllLines(etc("io.soribit.notify.homeassistant.cfg")))
                .contains("language = ko");
    }

    @Test
    void aNewPasswordAndTlsAreTakenAtTheNextStart() throws Exception {
        broker(false, "old");
        prepare();
        broker(true, "new");
        prepare();
        assertThat(Files.readAllLines(etc("io.soribit.notify.mqtt.cfg")))
                .contains("url = ssl://core-mosquitto:1883");
        assertThat(Files.readString(etc("mqtt-broker.password")).strip()).isEqualTo("new");
    }

    @Test
    void whatSomebodyHasWrittenStays() throws Exception {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(etc("io.soribit.notify.mqtt.cfg"), "url = tcp://192.168.1.10:1883\n");
        broker(false, "any");
        assertThat(prepare()).contains("io.soribit.notify.mqtt.cfg is yours");
        assertThat(Files.readString(etc("io.soribit.notify.mqtt.cfg")))
                .isEqualTo("url = tcp://192.168.1.10:1883\n");
    }

    @Test
    void withoutABrokerTheHubUsesItsOwnAndTheLastOneIsKept() throws Exception {
        status = 400;
        answer = "{\"result\": \"error\", \"message\": \"Service not enabled\"}";
        assertThat(prepare()).contains("names no broker: install the add-on");
        assertThat(etc("io.soribit.notify.mqtt.cfg")).doesNotExist();
        status = 200;
        broker(false, "any");
        prepare();
        status = 500;
        assertThat(prepare()).contains("using the one of");
        assertThat(Files.readAllLines(etc("io.soribit.notify.mqtt.cfg")))
                .contains("url = tcp://core-mosquitto:1883");
    }

    private String sql(Path file, String statement) throws Exception {
        Process sqlite =
                new ProcessBuilder("sqlite3", file.toString(), statement)
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(sqlite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(sqlite.waitFor()).as(printed).isZero();
        return printed.strip();
    }

    private Path history() throws Exception {
        Path history = Files.createDirectories(folder.resolve("hub")).resolve("history.db");
        sql(history, "CREATE TABLE alert(id TEXT); INSERT INTO alert VALUES('a')");
        return history;
    }

    @Test
    void theBackupOfTheSupervisorHasAWholeCopyOfTheHistory() throws Exception {
        JsonNode config = yaml("config.yaml");
        assertThat(config.path("backup_pre").asText()).isEqualTo("/soribit/backup before");
        assertThat(config.path("backup_post").asText()).isEqualTo("/soribit/backup after");
        assertThat(Files.readString(ADDON.resolve("Dockerfile")))
                .contains("COPY nginx.conf run backup /soribit/", " sqlite3 ");
        Path history = history();
        script("backup", "before");
        Path restored = folder.resolve("restored.db");
        Files.writeString(restored, "what was read while it changed");
        Files.move(restored, history, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("hub/history.db-wal"), "of another moment");
        assertThat(prepare()).contains("restored the history");
        assertThat(sql(history, "SELECT id FROM alert")).isEqualTo("a");
        assertThat(folder.resolve("hub/history.db-wal")).doesNotExist();
        assertThat(folder.resolve("hub/history.copied")).doesNotExist();
    }

    @Test
    void aHubThatStartsAgainDuringABackupKeepsItsOwnHistory() throws Exception {
        Path history = history();
        script("backup", "before");
        sql(history, "INSERT INTO alert VALUES('b')");
        assertThat(prepare()).doesNotContain("restored");
        assertThat(sql(history, "SELECT count(*) FROM alert")).isEqualTo("2");
        assertThat(folder.resolve("hub/history.copy")).doesNotExist();
    }

    @Test
    void afterABackupNoCopyIsLeft() throws Exception {
        script("backup", "before"); // there is no history yet
        history();
        script("backup", "before");
        assertThat(folder.resolve("hub/history.copy")).exists();
        script("backup", "after");
        try (Stream<Path> files = Files.list(folder.resolve("hub"))) {
            assertThat(files).containsExactly(folder.resolve("hub/history.db"));
        }
    }

    @Test
    void anAnswerThatIsNoJsonIsNoBroker() throws Exception {
        answer = "<html>";
        Files.writeString(folder.resolve("options.json"), "{");
        assertThat(prepare()).contains("names no broker", "no language");
    }
}
