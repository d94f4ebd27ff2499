// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A paired tablet, whose microphone hears a smoke alarm; then it is revoked. */
@Timeout(900)
class LentMicrophoneTest {
    private static final String DEVICE = "bed tablet";
    private static final String PASSWORD = "correct-horse-battery";

    @TempDir Path folder;
    private Path data;

    private WebDriver tablet(Path hears) throws Exception {
        return Chromium.start(
                folder,
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-audio-capture=" + hears);
    }

    private String pair() throws Exception {
        String soribit = Soribit.home().resolve("bin/soribit").toString();
        try (Soribit user =
                Soribit.program(
                        "sh",
                        "-c",
                        "printf '%s\\n' \"$1\" | \"$0\" page user admin --data \"$2\"",
                        soribit,
                        PASSWORD,
                        data.toString())) {
            assertThat(user.exit(60)).as(user.err()).isZero();
        }
        try (Soribit pair =
                Soribit.start("page", "pair", DEVICE, "resident", "--data", data.toString())) {
            assertThat(pair.exit(60)).as(pair.err()).isZero();
            return pair.line(1, "pair.html#").replaceAll(".*#", "");
        }
    }

    private static Soribit bus(Soribit hub, int port) throws Exception {
        hub.line(90, "MQTT: tcp://127.0.0.1:" + port);
        return Soribit.program(
                "mosquitto_sub", "-h", "127.0.0.1", "-p", "" + port, "-v", "-t", "soribit/hub/#");
    }

    private static void awaitText(WebDriver page, String id, String expected) {
        new WebDriverWait(page, Duration.ofSeconds(120))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> id + ": " + page.findElement(By.id(id)).getText())
                .until(p -> p.findElement(By.id(id)).getText().contains(expected));
    }

    private static List<String> rooms(URI page) throws Exception {
        String basic =
                Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes("US-ASCII"));
        HttpRequest request =
                HttpRequest.newBuilder(page.resolve("/api/status"))
                        .header("Authorization", "Basic " + basic)
                        .build();
        String body =
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
        JsonNode status = new ObjectMapper().readTree(body).get("status");
        return status.get("sources").findValuesAsText("room");
    }

    @Test
    void aSmokeAlarmThatATabletHearsIsAnAlertUntilItIsRevoked() throws Exception {
        data = folder.resolve("data");
        int mqtt = Soribit.ports(data);
        String code = pair();
        Path alarm =
                Wav.of(
                        folder.resolve("alarm.wav"),
                        Beeps.inRoom(
                                Beeps.pulses(3_100, 2, 28, 30, 0.5, 0.5, 0.5, 0.5, 0.5, 1.5), 1));
        WebDriver tablet = tablet(alarm);
        try (Soribit hub = Soribit.start("run", "--data", data.toString());
                Soribit bus = bus(hub, mqtt)) {
            URI page = hub.page();
            tablet.get(page.resolve("/pair.html#" + code).toString());
            new WebDriverWait(tablet, Duration.ofSeconds(120))
                    .until(t -> t.findElement(By.id("pair")).isEnabled());
            tablet.findElement(By.id("pair")).click();
            new WebDriverWait(tablet, Duration.ofSeconds(120))
                    .until(t -> !t.getCurrentUrl().contains("pair.html"));
            tablet.get(page.resolve("/#settings").toString());
            new WebDriverWait(tablet, Duration.ofSeconds(120))
                    .until(t -> t.findElement(By.id("lend-room")).isDisplayed());
            tablet.findElement(By.id("lend-room")).sendKeys("bedroom");
            tablet.findElement(By.id("lend-start")).click();
            awaitText(tablet, "lend-what", "This device's microphone listens: bedroom");

            bus.line(90, "soribit/hub/bedroom/smoke_alarm/state ON");
            bus.line(
                    30,
                    l ->
                            l.startsWith("soribit/hub/alerts ")
                                    && l.contains("\"label\":\"smoke_alarm\"")
                                    && l.contains("bedroom"));
            Path file = data.resolve("etc/io.soribit.source.browser-page_1.cfg");
            assertThat(file).content().contains("device = " + DEVICE);
            assertThat(rooms(page)).contains("bedroom");

            try (Soribit remove =
                    Soribit.start("page", "remove", DEVICE, "--data", data.toString())) {
                assertThat(remove.exit(60)).as(remove.err()).isZero();
            }
            awaitText(tablet, "lend-why", "This device was removed from the hub");
            awaitText(tablet, "lend-what", "bedroom is not heard by this device");
            Await.until("the revoked tablet's room is given up", () -> !Files.exists(file));
            Await.value("the rooms", () -> rooms(page), rooms -> !rooms.contains("bedroom"));
        } finally {
            tablet.quit();
        }
    }
}
