// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compose.yaml} of the image: what it says of the hub, and the script that it starts. */
class ComposeTest {
    private static final Path FILE = Path.of("..", "image", "compose.yaml");

    @TempDir Path folder;

    private static JsonNode services() throws Exception {
        return new YAMLMapper().readTree(Files.readString(FILE)).path("services");
    }

    @Test
    void theHubIsConfinedBesideBrokerAndHomeAssistant() throws Exception {
        JsonNode services = services();
        assertThat(services.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("mosquitto", "soribit", "homeassistant");
        JsonNode hub = services.path("soribit");
        assertThat(hub.path("read_only").asBoolean()).isTrue();
        assertThat(hub.path("cap_drop").path(0).asText()).isEqualTo("ALL");
        assertThat(hub.path("tmpfs").path(0).asText()).startsWith("/tmp");
        assertThat(hub.path("volumes").path(0).asText()).endsWith(":/data");
        assertThat(hub.path("healthcheck").path("test").path(1).asText()).endsWith("/bin/health");
        String version = Soribit.home().getFileName().toString().replace("soribit-", "");
        assertThat(hub.path("image").asText()).isEqualTo("localhost/soribit:" + version);
    }

    /**
     * What the hub is started with. Compose writes one dollar for two, and hands the rest to the
     * shell.
     *
     * @param command in the place of the one that is in the file; none leaves that
     */
    private List<String> start(String... command) throws Exception {
        List<String> words = new ArrayList<>();
        JsonNode hub = services().path("soribit");
        hub.path("entrypoint").forEach(word -> words.add(word.asText()));
        words.set(
                2,
                words.get(2)
                        .replace("$$", "$")
                        .replace("/data/", folder + "/")
                        .replace("exec soribit", "cat \"$file\"; exec echo soribit"));
        if (command.length == 0) {
            hub.path("command").forEach(word -> words.add(word.asText()));
        }
        words.addAll(List.of(command));
        Process shell = new ProcessBuilder(words).redirectErrorStream(true).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }

    @Test
    void anotherCommandTakesThePlaceOfTheHub() throws Exception {
        assertThat(start()).endsWith("soribit run");
        assertThat(start("restore", "-")).endsWith("soribit restore -");
    }

    @Test
    void itsBrokerIsTheOneBesideItUnlessSomebodyNamedAnother() throws Exception {
        assertThat(start()).startsWith("url = tcp://127.0.0.1:1883");
        String other = "url = tcp://192.168.1.10:1883";
        Files.writeString(folder.resolve("etc/io.soribit.notify.mqtt.cfg"), other + "\n");
        assertThat(start()).containsExactly(other, "soribit run");
    }
}
