// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

@Timeout(900)
class DemoTest {
    private static final Pattern LISTEN = Pattern.compile("mosquitto_sub -h (\\S+) -p (\\d+)");

    private static final List<String> SOUNDS =
            List.of("doorbell", "knock", "phone_ring", "smoke_alarm", "siren");

    @TempDir Path folder;

    @Test
    void anEveningIsHeardShownAndPublished() throws Exception {
        WebDriver browser = Chromium.start(folder);
        try (Soribit demo = Soribit.start("demo", "--seconds", "40", "--language", "en")) {
            Matcher address = LISTEN.matcher(demo.line(60, l -> LISTEN.matcher(l).find()));
            assertThat(address.find()).isTrue();
            String page = demo.line(60, "http://").replaceAll(".*(http://\\S+).*", "$1");
            try (Soribit bus =
                    Soribit.program(
                            "mosquitto_sub",
                            "-h",
                            address.group(1),
                            "-p",
                            address.group(2),
                            "-v",
                            "-t",
                            "#")) {
                // The lamp shows the next sound soon, the page goes on to show this one.
                browser.get(URI.create(page).resolve("#home").toString());
                new WebDriverWait(browser, Duration.ofSeconds(120))
                        .ignoring(StaleElementReferenceException.class)
                        .until(
                                b ->
                                        b.findElements(By.cssSelector("[data-lamp]")).stream()
                                                .anyMatch(e -> e.getText().contains("#00C853")));
                browser.get(URI.create(page).resolve("#now").toString());
                new WebDriverWait(browser, Duration.ofSeconds(120))
                        .ignoring(StaleElementReferenceException.class)
                        .until(
                                b ->
                                        b.findElements(By.cssSelector("[data-sound]")).stream()
                                                .anyMatch(
                                                        e ->
                                                                e.getText().contains("Doorbell")
                                                                        && e.getText()
                                                                                .contains(
                                                                                        "hallway")));

                bus.line(60, "zigbee2mqtt/soribit-lamp/set {");
                String lamp = bus.line(60, l -> l.contains("/set") && l.contains("#00C853"));
                assertThat(lamp).contains("\"state\":\"ON\"");
                for (String sound : SOUNDS) {
                    bus.line(
                            60,
                            l ->
                                    l.startsWith("soribit/hub/house/sound {")
                                            && l.contains("\"label\":\"" + sound + "\"")
                                            && l.contains("\"phase\":\"start\""));
                    bus.line(60, "/" + sound + "/state ON");
                }
                bus.line(60, "soribit/hub/display");
                browser.get(URI.create(page).resolve("#timeline").toString());
                seePicture(browser);
                browser.get(URI.create(page).resolve("#now").toString());
                assertThat(browser.findElements(By.cssSelector("[data-sound=doorbell] svg")))
                        .as("its icon")
                        .isNotEmpty();
                assertThat(demo.exit(200)).as(String.join("\n", demo.lines())).isZero();
            }
            String screen = String.join("\n", demo.out());
            assertThat(screen)
                    .contains("5 of 5 sounds recognised")
                    .contains("Smoke alarm", "Siren", "Phone", "Knock at the door", "Doorbell")
                    .contains("off again, as it was before");
        } finally {
            browser.quit();
        }
    }

    /** What the doorbell looked like is kept with its alert, some seconds after it. */
    private static void seePicture(WebDriver browser) {
        new WebDriverWait(browser, Duration.ofSeconds(120))
                .ignoring(StaleElementReferenceException.class)
                .until(
                        b -> {
                            Object drawn =
                                    ((JavascriptExecutor) b)
                                            .executeAsyncScript(
                                                    """
                                                    const done = arguments[0];
                                                    (async () => {
                                                      const { events } = await (await fetch('api/timeline')).json();
                                                      const bell = events.find((e) => e.label === 'doorbell');
                                                      const { pictures } = await (await fetch(`api/scores?id=${bell.id}`)).json();
                                                      done(atob(pictures[0].levels).length / pictures[0].bands);
                                                    })().catch(() => done(0));
                                                    """);
                            return ((Number) drawn).intValue() > 20;
                        });
    }

    @Test
    void aRecordingIsPlayedToItsEnd() throws Exception {
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 7);
        try (Soribit demo = Soribit.start("demo", "--language", "en", wav.toString())) {
            assertThat(demo.exit(200)).as(String.join("\n", demo.lines())).isZero();
            assertThat(demo.out()).anyMatch(l -> l.contains("Doorbell"));
        }
    }
}
