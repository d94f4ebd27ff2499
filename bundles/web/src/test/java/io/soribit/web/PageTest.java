// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.PlugInState;
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
    /** Takes the time of each change as it is made: an observer is notified later. */
    private static final String TIME_LIGHT =
            "const bulb = document.querySelector('.bulb');"
                    + "window.light = bulb.style; window.changes = []; window.lit = 0;"
                    + "const set = light.setProperty;"
                    + "light.setProperty = (name, value) => {"
                    + " if (name === '--strength') changes.push(performance.now());"
                    + " set.call(light, name, value); };"
                    + "new MutationObserver((all) => { lit += all.length; })"
                    + ".observe(bulb, {attributeFilter: ['data-lit']})";

    @Test
    void aNewPageSaysWhatToExpect() {
        browser.waitForText("#overall", "Listening");
        browser.waitForText("#overall-detail", "Hall");
        assertThat(browser.text("#nothing"))
                .contains("Nothing heard yet", "Doorbell", "Smoke alarm");
        assertThat(browser.text("#sentence")).isEqualTo("All quiet. Hearing 1 room.");
        assertThat(browser.text("footer")).contains("not a certified life-safety device");
        show("expert");
        browser.waitForText("#hub", "home-integer");
        browser.waitForText("#hub", "tcp://127.0.0.1:1883");
        assertThat(browser.driver.getTitle()).isEqualTo("Soribit 소리빛");
    }

    @Test
    void theFirstViewIsSmallAsTheBrowserCountsIt() {
        browser.waitUntil("document.readyState === 'complete'");
        Number bytes =
                (Number)
                        browser.run(
                                """
                                const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                                const files = all.filter(({ name }) => !/\\/(api\\/|events)/.test(name));
                                return files.reduce((sum, { transferSize }) => sum + transferSize, 0);
                                """);
        assertThat(bytes.longValue()).isBetween(90_000L, 150_000L);
    }

    @Test
    void aSoundAppearsWithItsIconNameAndRoomAndEnds() {
        SoundEvent bell = HubFixture.start("1", HubFixture.DOORBELL, now, "Hall", "Kitchen");
        server.page.onSound(bell);
        server.alerts.raise(bell);

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

        server.page.onSound(
                HubFixture.end("1", HubFixture.DOORBELL, now, now.plusSeconds(4), "Hall"));
        browser.waitForText("[data-sound=doorbell]", "ended, 4 s long");
    }

    @Test
    void anAlertIsSeenByAPressOfAButton() {
        SoundEvent bell = HubFixture.start("1", HubFixture.DOORBELL, now, "Hall");
        server.page.onSound(bell);
        browser.waitForText("[data-sound=doorbell]", "Doorbell");
        assertThat(browser.text("[data-sound=doorbell]")).doesNotContain("Seen");
        server.alerts.raise(bell);
        browser.waitForText("[data-sound=doorbell] .seen", "Not seen yet");
        assertThat(browser.driver.findElements(By.cssSelector(".seen button"))).hasSize(1);
        tapOverlay("overlay-seen");
        browser.waitForText("[data-alert=doorbell] .seen", "(on the page)");
        browser.waitForText("[data-sound=doorbell] .seen", "(on the page)");
        browser.driver.findElement(By.id("language")).click();
        browser.waitForText("[data-sound=doorbell] .seen", "확인함 (이 페이지)");
        server.alerts.end("1");
        browser.waitUntil("!document.querySelector('[data-sound=doorbell] .seen').textContent");
    }

    @Test
    void modelsAreShownAndSwitched() {
        show("expert");
        browser.waitForText("#models", "home-integer");
        assertThat(browser.text("#models")).contains("Active", "Proven", "Refused", "5 labels");
        browser.driver.findElement(By.cssSelector("#models [aria-label$='home-float16']")).click();
        browser.waitForText("#models-outcome", "home-float16 is active instead of home-integer");
        browser.waitForText("#models [data-model=active]", "home-float16");
        browser.waitForText("#models [data-model=retired]", "Previously active");
        browser.driver.findElement(By.cssSelector("#models [aria-label$='broken']")).click();
        browser.waitForText("#models-outcome", "home-float16 is still active");
        browser.driver.findElement(By.id("language")).click();
        browser.waitForText("#models [data-model=active]", "사용 중");
    }

    @Test
    void aModelIsChosenForARoomAndTakenBack() {
        show("expert");
        browser.waitForText("#model-room", "Hall");
        browser.driver.findElement(By.cssSelector("#model-room option[value=Hall]")).click();
        browser.driver.findElement(By.cssSelector("#models [aria-label$='home-float16']")).click();
        browser.waitForText("#models-outcome", "home-float16 is active in Hall");
        browser.driver.findElement(By.id("model-back")).click();
        browser.waitForText("#models-outcome", "home-integer is active");
    }

    @Test
    void modelsAreComparedInAPicture() {
        show("expert");
        browser.waitForText("#models", "home-integer");
        browser.driver.findElement(By.id("model-bench")).click();
        browser.waitForText("#model-picture", "home-float16, 2.50 ms, 85.4 %, 1.20 MB");
        assertThat(browser.driver.findElements(By.cssSelector("#model-picture circle"))).hasSize(2);
    }

    @Test
    void aModelIsAddedAndRemoved(@TempDir Path folder) throws Exception {
        show("expert");
        Path file = Files.writeString(folder.resolve("mine.tflite"), "seven b");
        browser.waitForText("#models", "home-integer");
        browser.driver.findElement(By.id("model-file")).sendKeys(file.toString());
        browser.waitForText("#models-outcome", "mine.tflite of 7 bytes is added");
        browser.waitForText("#models", "mine.tflite 1");
        browser.driver
                .findElement(By.cssSelector("#models [aria-label='Remove: mine.tflite']"))
                .click();
        browser.waitForText("#models-outcome", "mine.tflite leaves");
        browser.waitUntil("!document.getElementById('models').textContent.includes('mine.tflite')");
        assertThat(browser.text("#models")).doesNotContain("mine.tflite", "Remove");
    }

    @Test
    void aSoundWithoutADrawingShowsItsEmoji() {
        server.page.onSound(HubFixture.start("1", HubFixture.PEELING, now, "Kitchen"));
        browser.waitForText("[data-sound=peeling] .tile", "🥕");
    }

    @Test
    void aReloadedPageShowsWhatWasHeard() {
        server.page.onSound(HubFixture.end("1", HubFixture.PHONE, now, now.plusSeconds(2), "Hall"));
        server.page.onSound(
                HubFixture.end(
                        "2", HubFixture.BABY, now.plusSeconds(5), now.plusSeconds(9), "Hall"));
        open();
        browser.waitForText(".sound:nth-child(1)", "Baby crying");
        browser.waitForText(".sound:nth-child(2)", "Phone");
    }

    @Test
    void anEmergencyIsUnmistakable() {
        server.page.onSound(HubFixture.start("1", HubFixture.SMOKE, now, "Kitchen"));

        browser.waitForText("#overlay h2", "Smoke alarm");
        assertThat(browser.driver.getTitle()).contains("Smoke alarm");
        assertThat(browser.text("#overlay")).contains("Emergency", "Kitchen", "Leave the home now");
        waitForStopwatch();
        assertThat(style("#overlay", "backgroundColor")).isEqualTo("rgb(255, 34, 0)");
        assertThat(
                        browser.is(
                                "(({width, height}) => width === innerWidth && height === innerHeight)"
                                        + "(document.getElementById('overlay').getBoundingClientRect())"))
                .isTrue();
        assertThat(
                        browser.is(
                                "document.querySelector('#overlay-icon svg').getBoundingClientRect().height"
                                        + " >= innerHeight / 3"))
                .isTrue();

        server.page.onSound(HubFixture.end("1", HubFixture.SMOKE, now, Instant.now(), "Kitchen"));
        browser.waitForText("#overlay-time", "Stopped");
        browser.waitForText("#overlay-time", "ago");
    }

    @Test
    void anEmergencyCannotBeScrolledOutOfSight() {
        for (int i = 2; i < 40; i++) {
            server.page.onSound(
                    HubFixture.end("" + i, HubFixture.COUGH, now, now.plusSeconds(1), "Hall"));
        }
        SoundEvent smoke = HubFixture.start("1", HubFixture.SMOKE, now, "Kitchen");
        server.page.onSound(smoke);
        server.alerts.raise(smoke);
        browser.waitForText("#overlay-seen", "Hold: I have seen it");
        scrollToTheEnd();
        browser.waitUntil(
                "document.elementFromPoint(innerWidth / 2, 20).closest('#overlay') !== null");
        holdOverlay();
        browser.waitForText("#emergency .seen", "(on the page)");
        scrollToTheEnd();
        browser.waitUntil(
                "(({top, bottom}) => top >= 0 && top < innerHeight && bottom > 100)"
                        + "(document.querySelector('.emergency').getBoundingClientRect())");
        show("timeline");
        assertThat(browser.text("#emergency")).contains("Smoke alarm", "Kitchen");
    }

    private static void scrollToTheEnd() {
        browser.run("scrollTo(0, document.documentElement.scrollHeight)");
        browser.waitUntil("scrollY > 1000");
    }

    @Test
    void anEmergencyAlertWithoutASoundIsShownLarge() {
        server.alerts.raise(
                HubFixture.start("9", HubFixture.COUGH, now, "Cellar"),
                Urgency.EMERGENCY,
                AlertState.RAISED,
                1);
        browser.waitForText("#overlay h2", "Coughing");
        holdOverlay();
        browser.waitUntil("!document.getElementById('overlay').open");
        browser.waitUntil("!document.querySelector('.emergency')");
        browser.waitForText("[data-alert=cough] .seen", "(on the page)");
    }

    @Test
    void whatNobodyConfirmedIsShownUntilItIsSeen() {
        SoundEvent bell = HubFixture.start("1", HubFixture.DOORBELL, now, "Hall");
        SoundEvent phone = HubFixture.start("2", HubFixture.PHONE, now, "Hall");
        for (AlertState state : List.of(AlertState.RAISED, AlertState.ENDED)) {
            server.store.record(
                    new AlertChange(new Alert("1", bell, Urgency.URGENT), state, now, ""));
        }
        for (AlertState state :
                List.of(AlertState.RAISED, AlertState.ACKNOWLEDGED, AlertState.ENDED)) {
            server.store.record(
                    new AlertChange(new Alert("2", phone, Urgency.NOTICE), state, now, ""));
        }
        open();
        browser.waitForText("#missed-section", "While you were away");
        browser.waitForText("[data-missed=doorbell]", "Hall");
        assertThat(browser.driver.findElements(By.cssSelector("[data-missed]"))).hasSize(1);
        try {
            browser.driver.findElement(By.id("missed-seen")).click();
            browser.waitUntil("document.getElementById('missed-section').hidden");
            open();
            browser.waitForText("#overall", "Listening");
            browser.waitUntil("document.getElementById('missed-section').hidden");
        } finally {
            browser.run("localStorage.clear()");
        }
    }

    @Test
    void plugInsAreShownAndStartedAgain() {
        show("expert");
        assertThat(browser.is("document.getElementById('plugins-section').hidden")).isTrue();
        server.plugIns.put("diary.jar", PlugInState.STARTED, "");
        server.plugIns.put("bell.jar", PlugInState.FAILED, "its activator threw: no such device");
        browser.waitForText("[data-plugin=started]", "diary 1.0.0");
        browser.waitForText("[data-plugin=failed] .message", "no such device");
        browser.driver.findElement(By.cssSelector("[data-plugin=failed] .retry")).click();
        browser.waitForText("#plugins-outcome", "bell.jar is being started again");
        browser.waitUntil("!document.querySelector('[data-plugin=failed]')");
    }

    @Test
    void speaksKoreanAndRemembersIt() {
        server.page.onSound(HubFixture.start("1", HubFixture.DOORBELL, now, "Hall"));
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
    void aLampShowsTheStateOfItsMessages(String payload, String text, String colour) {
        show("home");
        hub.send("zigbee2mqtt/hall/set", payload);

        browser.waitForText("[data-lamp=hall] summary", "Message (JSON)");
        browser.driver.findElement(By.cssSelector("[data-lamp=hall] summary")).click();
        browser.waitForText("[data-lamp=hall] .lamp-how", text);
        browser.waitForText("[data-lamp=hall] .lamp-state", "On");
        browser.waitForText("[data-lamp=hall] .payload", payload);
        assertThat(style("[data-lamp=hall] .bulb svg", "fill")).isEqualTo(colour);

        hub.send("zigbee2mqtt/hall/set", "{\"state\":\"OFF\"}");
        browser.waitForText("[data-lamp=hall] .lamp-state", "Off");
    }

    @Test
    void theLampNeverFlashesFasterThanTwiceASecond() {
        show("home");
        hub.send("zigbee2mqtt/hall/set", "OFF");
        browser.waitForText("[data-lamp=hall]", "Off");
        browser.run("document.querySelector('[data-lamp=hall] details').open = true");
        browser.run(TIME_LIGHT);
        for (int i = 0; i < 41; i++) {
            hub.send("zigbee2mqtt/hall/set", i % 2 == 0 ? "ON" : "OFF");
            browser.waitForText("[data-lamp=hall] .lamp-state", i % 2 == 0 ? "On" : "Off");
        }
        browser.waitForText("[data-lamp=hall] .payload", "ON");
        waitUntil("document.querySelector('.bulb').dataset.lit === 'true'");

        @SuppressWarnings("unchecked")
        List<Number> changes = (List<Number>) browser.run("return changes");
        assertThat(changes).isNotEmpty();
        assertThat(browser.is("changes.length === lit")).as("each change has its time").isTrue();
        for (int i = 1; i < changes.size(); i++) {
            double pause = changes.get(i).doubleValue() - changes.get(i - 1).doubleValue();
            assertThat(pause).isGreaterThanOrEqualTo(245);
        }
    }

    @Test
    void aRoomThatIsNotHeardIsNamedWithWhatToDo() {
        hub.source("Kitchen", SourceState.LOST, "USB microphone unplugged: plug it in", -120, now);

        browser.waitForText("#rooms [data-state=lost]", "plug it in");
        browser.waitForText("#overall", "Listening in some rooms");
        browser.waitForText("#overall-detail", "not heard: Kitchen");
        server.page.unbindHearing(hub);
        browser.waitForText("#overall", "Not listening");
        browser.waitForText("#overall-detail", "io.soribit.engine");
        show("expert");
        server.page.unbindBus(hub);
        browser.waitForText("#hub", "lamps and Home Assistant are not notified");
    }

    @Test
    void aLostConnectionCannotBeOverlookedAndIsFoundAgain() throws Exception {
        serveAtPortOfItsOwn();
        browser.waitForText("#overall", "Listening");
        int port = server.port();
        server.close();

        browser.waitForText("#lost", "Not listening: connection lost");
        assertThat(browser.text("#lost")).contains("The hub is not reachable since");
        browser.waitForText("#overall", "Not listening");
        browser.waitForText("#rooms [data-state=unknown]", "Unknown");

        server = new TestServer(port, TestServer.config(8));
        server.page.bindHearing(hub);
        browser.waitForText("#rooms", "Listening");
        browser.waitUntil("!document.getElementById('lost').checkVisibility()");
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
            for (String view : VIEWS) {
                show(view);
                assertThat(browser.run("return document.documentElement.scrollWidth").toString())
                        .as(view)
                        .isEqualTo(Integer.toString(width));
            }
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

        int measured = 0;
        for (String view : VIEWS) {
            show(view);
            @SuppressWarnings("unchecked")
            List<String> weak = (List<String>) browser.run(Contrast.SCRIPT);
            assertThat(weak).as(view).isEmpty();
            measured += Integer.parseInt(browser.run("return window.measured").toString());
        }
        assertThat(measured).isGreaterThan(60);
    }

    /** One of each kind that the page can show. */
    private void fill() {
        hub.source("Kitchen", SourceState.LOST, "USB microphone unplugged: plug it in", -120, now);
        hub.source("Study with a very long name indeed", SourceState.STALLED, "", -70, now);
        hub.source("Bath", SourceState.STARTING, "", -90, now);
        hub.source("Cellar", SourceState.ENDED, "", -90, now);
        server.page.onSound(HubFixture.start("1", HubFixture.SMOKE, now, "Kitchen"));
        server.page.onSound(HubFixture.end("2", HubFixture.SMOKE, now, now.plusSeconds(1), "Hall"));
        server.page.onSound(HubFixture.start("3", HubFixture.DOORBELL, now, "Hall", "Kitchen"));
        server.page.onSound(HubFixture.end("4", HubFixture.PHONE, now, now.plusSeconds(3), "Hall"));
        server.page.onSound(HubFixture.end("5", HubFixture.COUGH, now, now.plusSeconds(1), "Hall"));
        hub.send(
                "zigbee2mqtt/hall/set",
                "{\"state\":\"ON\",\"brightness\":254,\"color\":{\"hex\":\"#FF9100\"},\"transition\":0}");
        hub.send("zigbee2mqtt/bedroom/set", "OFF");
        browser.waitForText("#rooms", "Cellar");
        show("home");
        browser.waitForText("[data-lamp=bedroom]", "Off");
        show("now");
    }
}
