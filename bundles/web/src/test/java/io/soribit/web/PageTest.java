// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page as people see it, in a browser. */
@Timeout(120)
class PageTest extends OpenPage {
    @Test
    void aNewcomerIsToldWhatToExpect() {
        browser.waitForText("#overall", "Listening");
        browser.waitForText("#overall-detail", "Hall");
        assertThat(browser.text("#nothing"))
                .contains("Nothing heard yet", "Doorbell", "Smoke alarm");
        assertThat(browser.text("#hub")).contains("home-integer", "tcp://127.0.0.1:1883");
        assertThat(browser.text("footer")).contains("not a certified life-safety device");
        assertThat(browser.driver.getTitle()).isEqualTo("Soribit 소리빛");
    }

    @Test
    void aSoundAppearsWithItsIconNameAndRoomAndEnds() {
        SoundEvent bell = House.start("1", House.DOORBELL, now, "Hall", "Kitchen");
        site.page.onSound(bell);
        site.alerts.raise(bell);

        browser.waitForText("[data-sound=doorbell]", "Doorbell");
        String card = browser.text("[data-sound=doorbell]");
        assertThat(card).contains("Hall and Kitchen", "very likely · 87%", "or Coughing (12%)");
        assertThat(card).contains("now");
        browser.waitForText("[data-sound=doorbell] .chip", "Urgent");
        assertThat(browser.is("!!document.querySelector('[data-sound=doorbell] svg path')"))
                .isTrue();
        assertThat(browser.text("#nothing")).isEmpty();
        assertThat(browser.run("return document.getElementById('announce').textContent").toString())
                .startsWith("Doorbell, Hall and Kitchen");

        site.page.onSound(House.end("1", House.DOORBELL, now, now.plusSeconds(4), "Hall"));
        browser.waitForText("[data-sound=doorbell]", "ended, 4 s long");
    }

    @Test
    void anAlertIsSeenByAPressOfAButton() {
        SoundEvent bell = House.start("1", House.DOORBELL, now, "Hall");
        site.page.onSound(bell);
        browser.waitForText("[data-sound=doorbell]", "Doorbell");
        assertThat(browser.text("[data-sound=doorbell]")).doesNotContain("Seen");
        site.alerts.raise(bell);
        browser.waitForText("[data-sound=doorbell] .seen", "Not seen yet");
        assertThat(browser.driver.findElements(By.cssSelector(".seen button"))).hasSize(1);
        browser.driver.findElement(By.cssSelector("[data-alert=doorbell] .seen button")).click();
        browser.waitForText("[data-alert=doorbell] .seen", "(on the page)");
        browser.waitForText("[data-sound=doorbell] .seen", "(on the page)");
        browser.driver.findElement(By.id("language")).click();
        browser.waitForText("[data-sound=doorbell] .seen", "확인함 (이 페이지)");
        site.alerts.end("1");
        browser.waitUntil("!document.querySelector('[data-sound=doorbell] .seen').textContent");
    }

    @Test
    void modelsAreShownAndSwitched() {
        browser.waitForText("#models", "home-integer");
        assertThat(browser.text("#models")).contains("In charge", "Proven", "Refused", "5 labels");
        browser.driver.findElement(By.cssSelector("#models [aria-label$='home-float16']")).click();
        browser.waitForText("#models-outcome", "home-float16 is in charge instead of home-integer");
        browser.waitForText("#models [data-model=in_charge]", "home-float16");
        browser.waitForText("#models [data-model=retired]", "Was in charge");
        browser.driver.findElement(By.cssSelector("#models [aria-label$='broken']")).click();
        browser.waitForText("#models-outcome", "home-float16 is still in charge");
        browser.driver.findElement(By.id("language")).click();
        browser.waitForText("#models [data-model=in_charge]", "사용 중");
    }

    @Test
    void aModelIsChosenForARoomAndTakenBack() {
        browser.waitForText("#model-room", "Hall");
        browser.driver.findElement(By.cssSelector("#model-room option[value=Hall]")).click();
        browser.driver.findElement(By.cssSelector("#models [aria-label$='home-float16']")).click();
        browser.waitForText("#models-outcome", "home-float16 is in charge of Hall");
        browser.driver.findElement(By.id("model-back")).click();
        browser.waitForText("#models-outcome", "home-integer is in charge");
    }

    @Test
    void modelsAreComparedInAPicture() {
        browser.waitForText("#models", "home-integer");
        browser.driver.findElement(By.id("model-bench")).click();
        browser.waitForText("#model-picture", "home-float16, 2.50 ms, 85.4 %, 1.20 MB");
        assertThat(browser.driver.findElements(By.cssSelector("#model-picture circle"))).hasSize(2);
    }

    @Test
    void aModelIsAddedAndRemoved(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.tflite"), "seven b");
        browser.waitForText("#models", "home-integer");
        browser.driver.findElement(By.id("model-file")).sendKeys(file.toString());
        browser.waitForText("#models-outcome", "mine.tflite of 7 bytes is added");
        browser.waitForText("#models", "mine.tflite 1");
        browser.driver
                .findElement(By.cssSelector("#models [aria-label='Remove: mine.tflite']"))
                .click();
        browser.waitForText("#models-outcome", "mine.tflite leaves");
        assertThat(browser.text("#models")).doesNotContain("mine.tflite", "Remove");
    }

    @Test
    void aSoundWithoutADrawingShowsItsEmoji() {
        site.page.onSound(House.start("1", House.PEELING, now, "Kitchen"));
        browser.waitForText("[data-sound=peeling] .tile", "🥕");
    }

    @Test
    void aReloadedPageShowsWhatWasHeard() {
        site.page.onSound(House.end("1", House.PHONE, now, now.plusSeconds(2), "Hall"));
        site.page.onSound(
                House.end("2", House.BABY, now.plusSeconds(5), now.plusSeconds(9), "Hall"));
        open();
        browser.waitForText(".sound:nth-child(1)", "Baby crying");
        browser.waitForText(".sound:nth-child(2)", "Phone");
    }

    @Test
    void anEmergencyIsUnmistakable() {
        site.page.onSound(House.start("1", House.SMOKE, now, "Kitchen"));

        browser.waitForText("#emergency h2", "Smoke alarm");
        assertThat(browser.driver.getTitle()).contains("Smoke alarm");
        int height = browser.driver.findElement(By.cssSelector(".emergency")).getSize().height;
        assertThat(height).isGreaterThan(150);

        site.page.onSound(House.end("1", House.SMOKE, now, Instant.now(), "Kitchen"));
        browser.waitForText("#emergency", "ended at");
    }

    @Test
    void speaksKoreanAndRemembersIt() {
        site.page.onSound(House.start("1", House.DOORBELL, now, "Hall"));
        browser.waitForText("[data-sound=doorbell]", "Doorbell");
        try {
            browser.driver.findElement(By.id("language")).sendKeys(Keys.ENTER);
            browser.waitForText("[data-sound=doorbell]", "초인종");
            browser.waitForText("#overall", "듣고 있습니다");
            open();
            browser.waitForText("[data-sound=doorbell]", "초인종");
            assertThat(browser.is("document.documentElement.lang === 'ko'")).isTrue();
        } finally {
            browser.run("localStorage.clear()");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"state":"ON","brightness":254,"color":{"hex":"#00C853"}} | Green #00C853 · 100% bright | rgb(0, 200, 83)
                    {"state":"ON","color":{"r":0,"g":87,"b":255}}             | Blue #0057FF                | rgb(0, 87, 255)
                    {"state":"ON","color":{"x":0.64,"y":0.33}}                | Red #FF0000                 | rgb(255, 0, 0)
                    """)
    void theLampShowsWhatItWasTold(String payload, String text, String colour) {
        house.send("zigbee2mqtt/hall/set", payload);

        browser.waitForText("[data-lamp=hall] .lamp-how", text);
        browser.waitForText("[data-lamp=hall] .lamp-state", "On");
        browser.waitForText("[data-lamp=hall] .payload", payload);
        assertThat(style("[data-lamp=hall] .bulb svg", "fill")).isEqualTo(colour);

        house.send("zigbee2mqtt/hall/set", "{\"state\":\"OFF\"}");
        browser.waitForText("[data-lamp=hall] .lamp-state", "Off");
    }

    @Test
    void theLampNeverFlashesFasterThanTwiceASecond() {
        house.send("zigbee2mqtt/hall/set", "OFF");
        browser.waitForText("[data-lamp=hall]", "Off");
        browser.run(
                "window.changes = []; new MutationObserver(() => changes.push(performance.now()))"
                        + ".observe(document.querySelector('.bulb'), {attributeFilter: ['data-lit']})");
        for (int i = 0; i < 41; i++) {
            house.send("zigbee2mqtt/hall/set", i % 2 == 0 ? "ON" : "OFF");
            browser.waitForText("[data-lamp=hall] .lamp-state", i % 2 == 0 ? "On" : "Off");
        }
        browser.waitForText("[data-lamp=hall] .payload", "ON");
        waitUntil("document.querySelector('.bulb').dataset.lit === 'true'");

        @SuppressWarnings("unchecked")
        List<Number> changes = (List<Number>) browser.run("return changes");
        assertThat(changes).isNotEmpty();
        for (int i = 1; i < changes.size(); i++) {
            double pause = changes.get(i).doubleValue() - changes.get(i - 1).doubleValue();
            assertThat(pause).isGreaterThanOrEqualTo(245);
        }
    }

    @Test
    void saysWhichRoomIsNotHeardAndWhatToDo() {
        house.source(
                "Kitchen", SourceState.LOST, "USB microphone unplugged: plug it in", -120, now);

        browser.waitForText("#rooms [data-state=lost]", "plug it in");
        browser.waitForText("#overall", "Listening in part");
        browser.waitForText("#overall-detail", "not heard: Kitchen");
        site.page.unbindHearing(house);
        browser.waitForText("#overall", "Not listening");
        browser.waitForText("#overall-detail", "io.soribit.engine");
        site.page.unbindBus(house);
        browser.waitForText("#hub", "lamps and Home Assistant are told nothing");
    }

    @Test
    void aLostConnectionCannotBeOverlookedAndIsFoundAgain() throws Exception {
        browser.waitForText("#overall", "Listening");
        int port = site.port();
        site.close();

        browser.waitForText("#lost", "Not listening: connection lost");
        assertThat(browser.text("#lost")).contains("No word from the hub since");
        browser.waitForText("#overall", "Not listening");
        browser.waitForText("#rooms [data-state=unknown]", "Not known");

        site = new Site(port, Site.config(8));
        site.page.bindHearing(house);
        browser.waitForText("#rooms", "Listening");
        assertThat(browser.driver.findElement(By.id("lost")).isDisplayed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 375, 768, 1280})
    void fitsEveryWidth(int width) {
        fill();
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                java.util.Map.of(
                        "width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
        try {
            waitUntil("innerWidth === " + width);
            assertThat(browser.run("return document.documentElement.scrollWidth").toString())
                    .isEqualTo(Integer.toString(width));
        } finally {
            browser.driver.executeCdpCommand(
                    "Emulation.clearDeviceMetricsOverride", java.util.Map.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textsHaveContrastInBothThemes(String theme) {
        fill();
        browser.run("document.documentElement.dataset.theme = arguments[0]", theme);

        @SuppressWarnings("unchecked")
        List<String> weak = (List<String>) browser.run(Contrast.SCRIPT);

        assertThat(weak).isEmpty();
        assertThat(Integer.parseInt(browser.run("return window.measured").toString()))
                .isGreaterThan(30);
    }

    /** One of each kind that the page can show. */
    private void fill() {
        house.source(
                "Kitchen", SourceState.LOST, "USB microphone unplugged: plug it in", -120, now);
        house.source("Study with a very long name indeed", SourceState.STALLED, "", -70, now);
        house.source("Bath", SourceState.STARTING, "", -90, now);
        house.source("Cellar", SourceState.ENDED, "", -90, now);
        site.page.onSound(House.start("1", House.SMOKE, now, "Kitchen"));
        site.page.onSound(House.end("2", House.SMOKE, now, now.plusSeconds(1), "Hall"));
        site.page.onSound(House.start("3", House.DOORBELL, now, "Hall", "Kitchen"));
        site.page.onSound(House.end("4", House.PHONE, now, now.plusSeconds(3), "Hall"));
        site.page.onSound(House.end("5", House.COUGH, now, now.plusSeconds(1), "Hall"));
        house.send(
                "zigbee2mqtt/hall/set",
                "{\"state\":\"ON\",\"brightness\":254,\"color\":{\"hex\":\"#FF9100\"},\"transition\":0}");
        house.send("zigbee2mqtt/bedroom/set", "OFF");
        browser.waitForText("#rooms", "Cellar");
        browser.waitForText("[data-lamp=bedroom]", "Off");
    }
}
