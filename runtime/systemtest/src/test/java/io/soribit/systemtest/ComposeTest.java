// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Compose writes one dollar for two, and hands the rest to the shell. */
    private String start() throws Exception {
        String script =
                services()
                        .path("soribit")
                        .path("entrypoint")
                        .path(2)
                        .asText()
                        .replace("$$", "$")
                        .replace("/data/", folder + "/")
                        .replace("exec soribit run", "cat \"$file\"");
        Process shell = new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(printed).isZero();
        return printed.strip();
    }

    @Test
    void itsBrokerIsTheOneBesideItUnlessSomebodyNamedAnother() throws Exception {
        assertThat(start()).isEqualTo("url = tcp://127.0.0.1:1883");
        String other = "url = tcp://192.168.1.10:1883";
        Files.writeString(folder.resolve("etc/io.soribit.notify.mqtt.cfg"), other);
        assertThat(start()).isEqualTo(other);
    }
}
