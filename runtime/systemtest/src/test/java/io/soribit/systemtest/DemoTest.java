// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

@Timeout(900)
class DemoTest {
    private static final Pattern LISTEN = Pattern.compile("mosquitto_sub -h (\\S+) -p (\\d+)");

    private static final List<String> SOUNDS =
            List.of("doorbell", "knock", "phone_ring", "smoke_alarm", "siren");

    /** Longer than an evening lasts: what has not come by then does not come. */
    private static final int SECONDS = 70;

    @TempDir Path folder;

    @Test
    void anEveningIsHeardShownAndPublished() throws Exception {
        RealTime.play(folder, DemoTest::evening);
    }

    /** It goes on, whether or not who watches it keeps up. */
    private static void evening(Path attempt) throws Exception {
        WebDriver browser = Chromium.start(attempt);
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
                look(browser, page);
                listen(bus);
                open(browser, page, "#timeline");
                see(browser, DemoTest::picture);
                open(browser, page, "#now");
                see(browser, b -> !all(b, "[data-sound=doorbell] svg").isEmpty());
                int exit = demo.exit(200);
                RealTime.check(exit == 0, String.join("\n", demo.lines()));
            }
            String screen = String.join("\n", demo.out());
            assertThat(screen)
                    .contains("5 of 5 sounds recognised")
                    .contains("Smoke alarm", "Siren", "Phone", "Knock at the door", "Doorbell")
                    .contains("off again, as it was before");
        } catch (WebDriverException e) {
            throw new RealTime.LateError("the page did not show it in time", e);
        } finally {
            browser.quit();
        }
    }

    /** The lamp shows the next sound soon, the page goes on to show this one. */
    private static void look(WebDriver browser, String page) {
        open(browser, page, "#home");
        see(
                browser,
                b -> all(b, "[data-lamp]").stream().anyMatch(e -> e.getText().contains("#00C853")));
        open(browser, page, "#now");
        see(
                browser,
                b ->
                        all(b, "[data-sound]").stream()
                                .map(WebElement::getText)
                                .anyMatch(t -> t.contains("Doorbell") && t.contains("hallway")));
    }

    private static void listen(Soribit bus) throws Exception {
        bus.within(SECONDS, "zigbee2mqtt/soribit-lamp/set {");
        String lamp = bus.within(SECONDS, l -> l.contains("/set") && l.contains("#00C853"));
        assertThat(lamp).contains("\"state\":\"ON\"");
        for (String sound : SOUNDS) {
            bus.within(
                    SECONDS,
                    l ->
                            l.startsWith("soribit/hub/house/sound {")
                                    && l.contains("\"label\":\"" + sound + "\"")
                                    && l.contains("\"phase\":\"start\""));
            bus.within(SECONDS, "/" + sound + "/state ON");
        }
        bus.within(SECONDS, "soribit/hub/display");
    }

    private static void open(WebDriver browser, String page, String view) {
        browser.get(URI.create(page).resolve(view).toString());
    }

    private static void see(WebDriver browser, Function<WebDriver, Boolean> expected) {
        new WebDriverWait(browser, Duration.ofSeconds(SECONDS))
                .ignoring(StaleElementReferenceException.class)
                .until(expected);
    }

    private static List<WebElement> all(WebDriver browser, String selector) {
        return browser.findElements(By.cssSelector(selector));
    }

    /** What the doorbell looked like is kept with its alert, some seconds after it. */
    private static boolean picture(WebDriver browser) {
        Object drawn =
                ((JavascriptExecutor) browser)
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
