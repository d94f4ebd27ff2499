// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashShow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Zigbee2MQTT's own converters understand each message that lamps of each ability are sent. Needs
 * node and what {@code runtime/verify} has npm put into {@code runtime/.cache/zigbee}.
 */
class ConvertersTest {
    private static final String DEVICES =
            """
            [{"friendly_name":"colour","definition":{"exposes":[{"type":"light","features":[
               {"name":"brightness"},{"name":"color_xy"}]}]}},
             {"friendly_name":"light","definition":{"exposes":[{"type":"light","features":[
               {"name":"brightness"},{"name":"color_temp"}]}]}},
             {"friendly_name":"switch","definition":{"exposes":[{"type":"switch"}]}},
             {"friendly_name":"siren","definition":{"exposes":[
               {"type":"composite","name":"warning"}]}}]""";
    private static final List<String> STATES =
            List.of(
                    "{\"state\":\"%s\",\"brightness\":%d,\"color_mode\":\"xy\","
                            + "\"color\":{\"x\":0.3,\"y\":0.4},\"color_temp\":250}",
                    "{\"state\":\"%s\",\"brightness\":%d,\"color_mode\":\"hs\","
                            + "\"color\":{\"hue\":200,\"saturation\":70}}",
                    "{\"state\":\"%s\",\"brightness\":%d,\"color_mode\":\"color_temp\","
                            + "\"color_temp\":370,\"color\":{\"x\":0.46,\"y\":0.41}}");

    @TempDir Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);

    /** All that lamps are sent in some evenings, each once. */
    private ArrayNode messages() {
        home.route("zigbee2mqtt/bridge/devices", DEVICES.getBytes(UTF_8), true);
        LampJournal journal = new LampJournal(null);
        FlashShow show =
                new FlashShow(
                        List.of(), timer, 1, FlashDurations.ofSeconds(3, 10, 20, 120), journal);
        List<String> names = List.of("colour", "light", "switch", "siren");
        Random random = new Random(1);
        names.forEach(name -> home.lamp(name, "{\"state\":\"OFF\"}"));
        LampKeeper keeper =
                new LampKeeper(
                        home,
                        "zigbee2mqtt",
                        names.stream().map(Lamp::parse).toList(),
                        timer,
                        show,
                        journal);
        timer.advance(100);
        for (int i = 0; i < 60; i++) {
            String state =
                    STATES.get(i % 3).formatted(i % 2 == 0 ? "ON" : "OFF", random.nextInt(255));
            home.person("colour", state);
            home.person("light", state.replaceAll(",\"color\":\\{[^}]*}", ""));
            String colour = "#%06X".formatted(random.nextInt(0x1000000));
            show.deliver(Alerts.start("a" + i, Urgency.values()[1 + i % 3], colour));
            timer.advance(i % 4 == 0 ? 900 : 200_000);
        }
        timer.advance(600_000);
        keeper.close();
        Set<String> distinct = new LinkedHashSet<>(home.traffic);
        ArrayNode messages = json.createArrayNode();
        for (String line : distinct) {
            String[] parts = line.split(" ", 2);
            if (parts[0].matches("zigbee2mqtt/[a-z]+/(set|get)")) {
                String[] levels = parts[0].split("/");
                messages.addObject()
                        .put("device", levels[1])
                        .put("topic", levels[2])
                        .put("payload", parts[1]);
            }
        }
        return messages;
    }

    @Test
    void eachMessageIsUnderstood() throws Exception {
        Path modules = root().resolve("runtime/.cache/zigbee");
        assumeTrue(
                Files.isDirectory(modules.resolve("node_modules/zigbee-herdsman-converters")),
                "the converters are not there: runtime/verify gets them where npm is installed");
        assumeTrue(nodeVersion() >= 20, "node 20 or later is not there");
        ArrayNode messages = messages();
        assertThat(messages).hasSizeGreaterThan(80);
        Path file = Files.writeString(folder.resolve("messages.json"), messages.toString());
        assertThat(run(modules, file)).contains(messages.size() + " of " + messages.size());

        messages.addObject()
                .put("device", "switch")
                .put("topic", "set")
                .put("payload", "{\"state\":\"ON\",\"brightness\":3}");
        Files.writeString(file, messages.toString());
        assertThat(run(modules, file)).contains("switch set", "no converter for 'brightness'");
    }

    private String run(Path modules, Path file) throws IOException, InterruptedException {
        Path script = root().resolve("bundles/notify/light/src/test/node/converters.mjs");
        Process node =
                new ProcessBuilder("node", script.toString(), file.toString())
                        .directory(modules.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(node.getInputStream().readAllBytes(), UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static int nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version").start();
            String version = new String(node.getInputStream().readAllBytes(), UTF_8).strip();
            node.waitFor();
            return version.matches("v[0-9]+\\..*")
                    ? Integer.parseInt(version.substring(1, version.indexOf('.')))
                    : 0;
        } catch (IOException notInstalled) {
            return 0;
        }
    }

    private static Path root() {
        Path path = Path.of("").toAbsolutePath();
        while (path.getParent() != null && !Files.exists(path.resolve("runtime/verify"))) {
            path = path.getParent();
        }
        return path;
    }
}
