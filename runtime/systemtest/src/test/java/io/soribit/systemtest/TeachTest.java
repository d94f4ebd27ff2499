// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A household teaches its own bell, in the program as it is shipped. */
@Timeout(900)
class TeachTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "own_front_melody";

    @TempDir Path folder;

    private Soribit soribit(String... words) throws Exception {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--data";
        all[words.length + 1] = folder.toString();
        return Soribit.start(all);
    }

    private Soribit teach(String name, List<Path> takes, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("teach", name));
        takes.forEach(take -> words.add(take.toString()));
        words.addAll(List.of(options));
        return soribit(words.toArray(String[]::new));
    }

    private List<Path> takes(int count) throws Exception {
        List<Path> takes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            takes.add(Wav.of(folder.resolve("take" + i + ".wav"), Melody.of(i, 5, 0.004)));
        }
        return takes;
    }

    @Test
    void aTaughtBellIsReportedByARunningHub() throws Exception {
        int port = Soribit.ports(folder);
        Path wav = Wav.of(folder.resolve("evening.wav"), Melody.of(77, 8, 0.01));
        Soribit.configure(
                folder,
                "io.soribit.source.file-room",
                "path = " + wav,
                "room = hall",
                "loop = true");
        try (Soribit hub = soribit("run")) {
            hub.line(60, "MQTT: tcp://127.0.0.1:" + port);
            try (Soribit listener =
                    Soribit.program(
                            "mosquitto_sub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + port,
                            "-v",
                            "-t",
                            "soribit/hub/#")) {
                listener.line(30, "soribit/hub/status online");
                try (Soribit teach =
                        teach("Front melody", takes(5), "--ko", "현관 멜로디", "--icon", "🎵", "--on")) {
                    assertThat(teach.exit(120)).as(teach.err()).isZero();
                    assertThat(teach.out())
                            .anyMatch(l -> l.startsWith("take0.wav: loudest "))
                            .anyMatch(l -> l.contains("5 are recognised") && l.contains("good"));
                }
                String sound =
                        listener.line(60, l -> l.contains("/hall/sound {") && l.contains(ID));
                assertThat(sound).contains("현관 멜로디", "\"urgency\":\"notice\"");
                listener.line(30, "soribit/hub/hall/" + ID + "/state ON");
                try (Soribit remove = soribit("teach", "remove", ID)) {
                    assertThat(remove.exit(60)).as(remove.err()).isZero();
                }
                listener.line(60, "soribit/hub/hall/" + ID + "/state OFF");
            }
        }
    }

    @Test
    void aRoomOfTheRunningHubTeaches() throws Exception {
        Soribit.ports(folder);
        Path wav = Wav.of(folder.resolve("hall.wav"), Melody.of(77, 5, 0.004));
        Soribit.configure(
                folder,
                "io.soribit.source.file-room",
                "path = " + wav,
                "room = hall",
                "loop = true");
        String[] words = {"teach", "Front melody", "--room", "hall", "--takes", "3", "--at-once"};
        try (Soribit nobody = soribit(words)) {
            assertThat(nobody.exit(60)).isEqualTo(1);
            assertThat(nobody.err()).contains("no hub with a page runs");
        }
        try (Soribit hub = soribit("run")) {
            hub.page();
            hub.line(60, "MQTT: tcp://127.0.0.1:");
            Path status = folder.resolve("status.json");
            Await.value(
                    "the hub hears the hall, and says where its page is",
                    () -> Files.exists(status) ? Files.readString(status) : "",
                    text -> text.contains("\"listening\"") && text.contains("\"http://"));
            try (Soribit cellar = soribit("teach", "Our dog", "--room", "cellar", "--at-once")) {
                assertThat(cellar.exit(60)).isEqualTo(1);
                assertThat(cellar.err()).contains("the room cellar is not heard");
            }
            try (Soribit teach = soribit(words)) {
                assertThat(teach.exit(120)).as(teach.err()).isZero();
                assertThat(teach.out())
                        .anyMatch(l -> l.startsWith("take 3: loudest "))
                        .anyMatch(
                                l -> l.contains("from 3 takes; of these, 3") && l.endsWith("good"));
            }
            try (Soribit list = soribit("teach", "list")) {
                assertThat(list.exit(60)).as(list.err()).isZero();
                assertThat(list.out())
                        .anyMatch(l -> l.startsWith(ID) && l.contains("3 recordings"));
            }
        }
    }

    @Test
    void itIsFoundNineteenTimesOfTwentyAtTenDecibels() throws Exception {
        try (Soribit teach = teach("Front melody", takes(5))) {
            assertThat(teach.exit(120)).as(teach.err()).isZero();
        }
        Path trials = Files.createDirectory(folder.resolve("trials"));
        for (int i = 0; i < 20; i++) {
            Wav.of(trials.resolve(i + ".wav"), Melody.above(10, 100 + i, 6));
        }
        try (Soribit analyze = soribit("analyze", "--json", trials.toString())) {
            assertThat(analyze.exit(120)).as(analyze.err()).isZero();
            Set<String> found = new HashSet<>();
            for (String line : analyze.out()) {
                JsonNode event = JSON.readTree(line);
                if (event.get("label").asText().equals(ID)) {
                    found.add(event.get("file").asText());
                }
            }
            assertThat(found).hasSizeGreaterThanOrEqualTo(19);
        }
    }

    @Test
    void whatTeachesNothingIsRefusedWithTheTakeAndTheReason() throws Exception {
        List<Path> good = takes(4);
        refused(good, Wav.of(folder.resolve("still.wav"), new float[3 * Wav.RATE]))
                .contains("still.wav is silent");
        float[] click = Melody.of(8, 3, 0.0005, new double[0]);
        click[Wav.RATE] = 0.9f;
        click[Wav.RATE + 1] = -0.9f;
        refused(good, Wav.of(folder.resolve("click.wav"), click))
                .contains("click.wav holds one short click");
        refused(good, Wav.of(folder.resolve("alarm.wav"), alarm()))
                .contains("alarm.wav sounds like an emergency (Smoke alarm");
        refused(good, folder.resolve("missing.wav")).contains("missing.wav");
        float[] hiss = Melody.of(9, 5, 0.3, new double[0]);
        refused(good, Wav.of(folder.resolve("hiss.wav"), hiss))
                .contains("hiss.wav is unlike the other recordings");
        refused(good.subList(0, 1), good.get(1)).contains("3 to 10 recordings");
        try (Stream<Path> kept = Files.walk(folder)) {
            assertThat(kept).noneMatch(f -> f.getFileName().toString().startsWith("own_"));
        }
    }

    private org.assertj.core.api.AbstractStringAssert<?> refused(List<Path> good, Path bad)
            throws Exception {
        List<Path> takes = new ArrayList<>(good);
        takes.add(bad);
        try (Soribit teach = teach("Front melody", takes)) {
            assertThat(teach.exit(120)).as(teach.err()).isEqualTo(1);
            return assertThat(teach.err()).doesNotContain("Exception");
        }
    }

    /** Six groups of T3, the cadence of a smoke alarm, beside the bell. */
    private static float[] alarm() {
        float[] pulses = Beeps.pulses(3_100, 1, 20, 24, 0.5, 0.5, 0.5, 0.5, 0.5, 1.5);
        float[] bell = Melody.of(10, 5, 0.004);
        for (int i = 0; i < pulses.length; i++) {
            pulses[i] = 0.3f * pulses[i] + (i < bell.length ? bell[i] : 0);
        }
        return pulses;
    }

    @Test
    void aSoundIsExportedAndImportedUnlessItsTrunkOrNameIsAnother() throws Exception {
        try (Soribit teach =
                teach("Front melody", takes(3), "--urgency", "emergency", "--yes-emergency")) {
            assertThat(teach.exit(120)).as(teach.err()).isZero();
        }
        Path file = folder.resolve("bell.json");
        try (Soribit export = soribit("teach", "export", ID, file.toString())) {
            assertThat(export.exit(60)).as(export.err()).isZero();
        }
        try (Soribit twice = soribit("teach", "import", file.toString())) {
            assertThat(twice.exit(60)).isEqualTo(1);
            assertThat(twice.err()).contains("'Front melody' is taken by the sound " + ID);
        }
        try (Soribit remove = soribit("teach", "remove", ID)) {
            assertThat(remove.exit(60)).as(remove.err()).isZero();
        }
        ObjectNode foreign = (ObjectNode) JSON.readTree(file.toFile());
        foreign.put("trunk", "other-2.0.0");
        Path other = folder.resolve("other.json");
        JSON.writeValue(other.toFile(), foreign);
        try (Soribit import_ = soribit("teach", "import", other.toString())) {
            assertThat(import_.exit(60)).isEqualTo(1);
            assertThat(import_.err()).contains("the trunk other-2.0.0", "home-1.0.0");
        }
        try (Soribit import_ = soribit("teach", "import", file.toString())) {
            assertThat(import_.exit(60)).as(import_.err()).isZero();
        }
        JsonNode imported = JSON.readTree(folder.resolve("sounds/" + ID + ".json").toFile());
        assertThat(imported.get("urgency").asText()).isEqualTo("urgent");
        try (Soribit list = soribit("teach", "list")) {
            assertThat(list.exit(60)).as(list.err()).isZero();
            assertThat(list.out()).anyMatch(l -> l.startsWith(ID) && l.contains("3 recordings"));
        }
    }
}
