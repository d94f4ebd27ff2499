// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs with the same source: one hears it, and the other one after its death. */
@Timeout(900)
class ClusterTest {
    private static final Pattern GAP = Pattern.compile("not heard for (\\d+) s at most");

    private static final String PASSWORD = "a long password";

    /** Seconds in which a room is heard elsewhere. */
    private static final int BOUND = 10;

    @TempDir Path tests;
    private Path folder;

    @Test
    void theSpareHearsTheRoomWithinTenSecondsOfTheDeathOfTheFirst() throws Exception {
        RealTime.play(tests, this::theFirstDies);
    }

    private void theFirstDies(Path attempt) throws Exception {
        folder = attempt;
        Path bell = Wav.doorbell(folder.resolve("bell.wav"), 12);
        int a = Soribit.freePort();
        int b = Soribit.freePort();
        Path first = hub("a", bell, a, b);
        Path spare = hub("b", bell, b, a);
        try (Soribit one = Soribit.start("run", "--data", first.toString())) {
            one.line(120, "● hall");
            try (Soribit two = Soribit.start("run", "--data", spare.toString())) {
                two.line(120, "● hall");
                status(spare, "✔ cluster: hub 'a' hears stream.hall");
                status(first, "✔ cluster: hub 'b' is ready to take over");
                assertThat(readers(one)).isEqualTo(1);
                assertThat(readers(two)).isZero();
                history(first, "doorbell");
                history(spare, "doorbell");
                assertThat(readers(two)).isZero();
                Soribit.configure(first, "io.soribit.alert.rule-pet", "sounds = dog");
                user(first);
                rules(two, "\"pet\"");
                one.kill();
                two.line(60, "this hub hears it");
                Matcher gap = GAP.matcher(two.line(60, l -> GAP.matcher(l).find()));
                assertThat(gap.find()).isTrue();
                RealTime.check(Integer.parseInt(gap.group(1)) <= BOUND, gap.group());
                two.line(60, "hub 'a' has left the cluster or cannot be reached");
                assertThat(readers(two)).isEqualTo(1);
                two.line(60, "hub 'a' is gone: this hub goes on with its alert Doorbell");
                status(spare, "✘ cluster: no other hub is connected");
                status(spare, "✔ hall (stream.hall): listening");
            }
        }
    }

    private Path hub(String name, Path bell, int own, int other) throws Exception {
        Path data = folder.resolve(name);
        Soribit.ports(data);
        Soribit.configure(
                data,
                "io.soribit.source.stream-hall",
                "room = hall",
                "command = ffmpeg -v error -re -stream_loop -1 -i "
                        + bell
                        + " -f s16le -ac 1 -ar 16000 -");
        Soribit.configure(
                data,
                "io.soribit.cluster",
                "partner = 127.0.0.1:" + other,
                "port = " + own,
                "name = " + name,
                "key = a long and random key");
        Soribit.configure(
                data,
                "io.soribit.alert.rule-bell",
                "sounds = doorbell",
                "urgency = urgent",
                "acknowledge = yes");
        Path plugIns = Files.createDirectories(data.resolve("bundles"));
        Files.copy(Path.of(System.getProperty("soribit.cluster")), plugIns.resolve("cluster.jar"));
        return data;
    }

    /** Makes an administrator on a hub that runs. */
    private static void user(Path data) throws Exception {
        try (Soribit user =
                Soribit.program(
                        "sh",
                        "-c",
                        "printf '%s\\n' \"$1\" | \"$0\" page user admin --data \"$2\"",
                        Soribit.home().resolve("bin/soribit").toString(),
                        PASSWORD,
                        data.toString())) {
            assertThat(user.exit(60)).as(user.err()).isZero();
        }
    }

    /** Waits until that user sees a rule on the page of a hub. */
    private static void rules(Soribit hub, String rule) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes("US-ASCII"));
        HttpRequest stranger = HttpRequest.newBuilder(hub.page().resolve("/api/rules")).build();
        HttpRequest request =
                HttpRequest.newBuilder(stranger.uri())
                        .header("Authorization", "Basic " + basic)
                        .build();
        Await.until(
                "the other hub has the rule and the user",
                () ->
                        answer(stranger).statusCode() == 401
                                && answer(request).statusCode() == 200
                                && answer(request).body().contains(rule));
    }

    private static HttpResponse<String> answer(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long readers(Soribit hub) throws Exception {
        return hub.java()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("stream_loop"))
                .count();
    }

    /** Waits until an alert of a sound is in the history of a hub. */
    private static void history(Path data, String sound) throws Exception {
        for (int i = 0; ; i++) {
            try (Soribit history = Soribit.start("history", "--csv", "--data", data.toString())) {
                history.exit(60);
                if (history.lines().stream().anyMatch(line -> line.contains(sound))) {
                    return;
                }
                assertThat(i).as(sound + " in " + history.lines()).isLessThan(200);
            }
        }
    }

    private static void status(Path data, String line) throws Exception {
        for (int i = 0; ; i++) {
            try (Soribit status =
                    Soribit.start("status", "--language", "en", "--data", data.toString())) {
                status.exit(60);
                if (status.lines().stream().anyMatch(l -> l.startsWith(line))) {
                    return;
                }
                assertThat(i).as(line + " in " + status.lines()).isLessThan(200);
            }
        }
    }
}
