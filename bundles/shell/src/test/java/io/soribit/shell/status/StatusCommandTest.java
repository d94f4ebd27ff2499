// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.shell.status.HubState.Going;
import io.soribit.shell.status.HubState.Mqtt;
import io.soribit.shell.status.HubState.Part;
import io.soribit.shell.status.HubState.PlugIn;
import io.soribit.shell.status.HubState.Reach;
import io.soribit.shell.status.HubState.Room;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusCommandTest {
    private static final Reach LAMPS =
            new Reach(true, "2 lamps can reach you; nothing can wake you", "조명 2개", List.of());
    private static final Room HALL = new Room("hall", "file:hall", "listening", "");

    @TempDir Path data;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Answer answer = Answer.LIVE;

    private int run(String... arguments) {
        return new StatusCommand(data, page -> answer)
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private static HubState hub(
            List<Room> rooms, Reach reach, List<PlugIn> plugIns, List<Going> alerts) {
        return hub(rooms, reach, plugIns, alerts, List.of());
    }

    private static HubState hub(
            List<Room> rooms,
            Reach reach,
            List<PlugIn> plugIns,
            List<Going> alerts,
            List<Part> parts) {
        return new HubState(
                ProcessHandle.current().pid(),
                "1.2.3",
                "2026-11-30T00:12:00Z",
                "http://127.0.0.1:8780/",
                new Mqtt(true, "tcp://127.0.0.1:1883"),
                "home-dynamic-range",
                "the most accurate",
                rooms,
                reach,
                plugIns,
                alerts,
                parts);
    }

    private void runs(HubState hub) throws Exception {
        new StatusFile(data).write(hub);
    }

    @Test
    void aHubThatIsWellHasStatusZero() throws Exception {
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of()));
        assertThat(run("--language", "en")).isZero();
        assertThat(out.toString().lines())
                .anyMatch(l -> l.startsWith("Soribit 1.2.3, up since 2026-1"))
                .contains(
                        "✔ page: http://127.0.0.1:8780/",
                        "✔ model: home-dynamic-range",
                        "✔ hall (file:hall): listening",
                        "✔ MQTT: tcp://127.0.0.1:1883",
                        "✔ reach: 2 lamps can reach you; nothing can wake you",
                        "All is well.");
    }

    @Test
    void anUpgradeThatWasTakenBackIsANote() throws Exception {
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of(), List.of()));
        Path history = Files.createDirectories(data.resolve("state")).resolve("upgrades");
        Files.writeString(history, "T 1.1.0 taken back: not heard: hall; 1.0.0 runs\n");
        assertThat(run("--language", "en")).isZero();
        assertThat(out.toString()).contains("– upgrade: T 1.1.0 taken back: not heard: hall");
        Files.writeString(history, "T 1.1.0 confirmed: it listens\n");
        out.getBuffer().setLength(0);
        assertThat(run("--language", "en")).isZero();
        assertThat(out.toString()).doesNotContain("upgrade");
    }

    @Test
    void whatOtherPartsSayIsShown() throws Exception {
        Part well = new Part("cluster", true, "hub 'b' is ready to take over");
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of(), List.of(well)));
        assertThat(run("--language", "en")).isZero();
        Part wrong = new Part("cluster", false, "no other hub is connected: see that b is on");
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of(), List.of(wrong)));
        assertThat(run("--language", "en")).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains(
                        "✔ cluster: hub 'b' is ready to take over",
                        "✘ cluster: no other hub is connected: see that b is on");
    }

    @Test
    void itSpeaksKorean() throws Exception {
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of()));
        assertThat(run("--language", "ko")).isZero();
        assertThat(out.toString().lines())
                .contains("✔ hall (file:hall): 듣고 있습니다", "✔ 알림 수단: 조명 2개", "모두 정상입니다.");
    }

    @Test
    void aRoomThatIsNotHeardIsWrongAndItsReasonIsSaid() throws Exception {
        Room attic = new Room("attic", "microphone", "lost", "plug it in");
        runs(hub(List.of(HALL, attic), LAMPS, List.of(), List.of()));
        assertThat(run("--language", "en")).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains("✘ attic (microphone): lost: plug it in", "Something is wrong: see ✘.");
    }

    @Test
    void aHubWithoutARoomIsNotWell() throws Exception {
        runs(hub(List.of(), LAMPS, List.of(), List.of()));
        assertThat(run("--language", "en")).isEqualTo(1);
        assertThat(out.toString()).contains("✘ rooms: nothing is heard");
    }

    @Test
    void aPlugInThatFailedAndALampThatIsGoneAreWrong() throws Exception {
        Reach gone = new Reach(true, "1 lamp can reach you", "조명 1개", List.of("bedroom: no power"));
        PlugIn bell = new PlugIn("bell.jar", "failed", "its activator threw");
        runs(hub(List.of(HALL), gone, List.of(bell), List.of()));
        assertThat(run("--language", "en")).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains(
                        "✘ device: bedroom: no power",
                        "✘ plug-in: bell.jar failed: its activator threw");
    }

    @Test
    void anAlertThatGoesOnIsShownAndIsNoFault() throws Exception {
        Going bell =
                new Going(
                        "doorbell",
                        "Doorbell",
                        "초인종",
                        List.of("hall"),
                        "urgent",
                        "2026-11-30T10:15:00Z",
                        false);
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of(bell)));
        assertThat(run("--language", "en")).isZero();
        assertThat(out.toString()).containsPattern("● alert: Doorbell: hall, since ..:15, unseen");
    }

    @Test
    void aHouseWithoutAnyDeviceIsANoteBecauseAPageMayBeAllItNeeds() throws Exception {
        Reach none = new Reach(false, "no lamp can reach you", "조명이 없습니다", List.of());
        runs(hub(List.of(HALL), none, List.of(), List.of()));
        assertThat(run("--language", "en")).isZero();
        assertThat(out.toString()).contains("– reach: no lamp can reach you");
    }

    @ParameterizedTest
    @EnumSource(names = {"STUCK", "SILENT"})
    void aHubThatDoesNotAnswerIsNotWellWhateverItsFileSays(Answer given) throws Exception {
        answer = given;
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of()));
        assertThat(run("--language", "en")).isEqualTo(1);
        assertThat(out.toString()).contains("✘ hub: ").contains("start the hub again");
    }

    @Test
    void asJsonItHasTheStateAndTheProblems() throws Exception {
        Room attic = new Room("attic", "microphone", "lost", "plug it in");
        runs(hub(List.of(HALL, attic), LAMPS, List.of(), List.of()));
        assertThat(run("--json")).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("ok").asBoolean(true)).isFalse();
        assertThat(json.path("running").asBoolean()).isTrue();
        assertThat(json.path("answers").asBoolean()).isTrue();
        assertThat(json.path("rooms")).hasSize(2);
        assertThat(json.path("reach").path("en").asText()).startsWith("2 lamps");
        assertThat(json.path("problems"))
                .singleElement()
                .satisfies(p -> assertThat(p.asText()).contains("attic", "plug it in"));
    }

    @Test
    void withoutAHubItSaysHowToStartOne() throws Exception {
        assertThat(run("--language", "en")).isEqualTo(3);
        assertThat(err.toString()).contains("no hub runs", data.toString(), "soribit run");
        assertThat(run("--language", "ko")).isEqualTo(3);
        assertThat(err.toString()).contains("실행 중인 허브가 없습니다");
        assertThat(run("--json")).isEqualTo(3);
        assertThat(out.toString()).startsWith("{\"ok\":false,\"running\":false");
    }

    @Test
    void aHubThatWasKilledIsNoHub() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        runs(hub(List.of(HALL), LAMPS, List.of(), List.of()));
        Path file = data.resolve("status.json");
        String pid = "\"pid\" : ";
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(pid + ProcessHandle.current().pid(), pid + gone.pid()));
        assertThat(run("--language", "en")).isEqualTo(3);
    }

    @Test
    void aMalformedFileIsAnErrorThatSaysWhatToDo() throws Exception {
        Files.writeString(data.resolve("status.json"), "{\"pid\":");
        assertThat(run("--language", "en")).isEqualTo(1);
        assertThat(err.toString()).contains("status.json is malformed", "delete it");
    }
}
