// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.setting.Teaching;
import io.soribit.api.setting.Teaching.PastEvent;
import io.soribit.api.setting.Teaching.Remark;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** The guide that teaches a sound, take by take. */
@Timeout(120)
class TeachPageTest extends OpenPage {
    private static final String FORGET =
            "const button = () => document.querySelector('#teach-sounds .teach-forget');";
    private static final String PRESSED = FORGET + "button().click(); return button().textContent";

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.run("localStorage.clear()");
    }

    @Override
    PageConfig config() {
        return TestServer.config(50, 50);
    }

    /** In the middle of the screen, where the bar with the views does not cover it. */
    private static void press(String id) {
        browser.run("document.getElementById(arguments[0]).scrollIntoView({block: 'center'})", id);
        browser.driver.findElement(By.id(id)).click();
    }

    private void begin() {
        show("home");
        browser.waitUntil("document.querySelector('#teach-room option') !== null");
        browser.driver.findElement(By.id("teach-name")).sendKeys("Front melody");
        press("teach-start");
        browser.waitForText("#teach-title", "Front melody · Hall");
    }

    private static void take(int number) {
        press("teach-record");
        browser.waitUntil("document.querySelectorAll('.teach-take').length === " + number);
    }

    @Test
    void aSoundIsTaughtStepByStep() {
        server.teaching.onset = new Teaching.Onset(0.344f, 51.6f);
        begin();
        browser.waitForText("#teach-now", "First the room as it is");
        press("teach-quiet");
        browser.waitForText("#teach-floor", "The quiet room: -62 dB");
        browser.waitForText("#teach-now", "Now the sound, as it usually is");
        take(1);
        browser.waitForText("#teach-verdict", "2 more takes are needed");
        browser.waitForText("[data-take='1']", "Loudest -21 dB, 41 dB above the quiet room");
        assertThat(browser.is("document.getElementById('teach-save').checkVisibility()")).isFalse();
        take(2);
        browser.waitForText("#teach-now", "from the hall");
        browser.waitForText("[data-take='2']", "clipped: go further away");
        browser.waitForText("[data-take='2']", "Very like the other takes");
        browser.waitForText("#teach-like", "One of 2 takes sounds like this, too: Speech");
        take(3);
        browser.waitForText("[data-take='3']", "Found by what the others teach");
        browser.waitForText("#teach-verdict", "Good enough");
        assertThat(browser.driver.findElements(By.cssSelector(".teach-take canvas.picture")))
                .hasSize(3);
        assertThat(browser.driver.findElements(By.cssSelector(".teach-take svg.chart"))).hasSize(3);
        browser.run("document.getElementById('teach-urgency').value = 'urgent'");
        press("teach-save");
        browser.waitForText("#teach-outcome", "Front melody is learnt");
        browser.waitForText("#teach-sounds", "Urgent · learnt from 3 takes");
        browser.waitForText(
                ".teach-onset",
                "Counts from 34% of what its takes reach, by 52 hours of this home");
        assertThat(server.teaching.sounds().get(0).sound().urgency()).isEqualTo(Urgency.URGENT);
        browser.run(FORGET + "button().click(); button().click()");
        browser.waitForText("#teach-outcome", "Front melody is forgotten");
        assertThat(server.teaching.sounds()).isEmpty();
    }

    @Test
    void whatIsForgottenForGoodIsPressedTwice() throws Exception {
        teach("Front melody");
        server.teaching.learn("🎵", "#00BFA5", "notice", false);
        show("home");
        browser.waitUntil("document.querySelector('.teach-forget') !== null");
        assertThat(browser.run(PRESSED)).isEqualTo("Forget it for good?");
        browser.waitUntil("document.querySelector('.teach-forget').textContent === 'Forget'");
        assertThat(server.teaching.sounds()).hasSize(1);
        assertThat(browser.run(PRESSED)).isEqualTo("Forget it for good?");
        assertThat(server.teaching.sounds()).hasSize(1);
        browser.run(FORGET + "button().click(); button().click()");
        browser.waitForText("#teach-outcome", "Front melody is forgotten");
        assertThat(server.teaching.sounds()).isEmpty();
    }

    @Test
    void whileItRecordsThePageSaysSoAndAsksForNothingElse() {
        begin();
        server.teaching.held = true;
        press("teach-quiet");
        browser.waitForText("#teach-now", "Be quiet now, for 5 seconds");
        assertThat(browser.is("!document.getElementById('teach-bar').hidden")).isTrue();
        press("teach-record");
        server.teaching.release();
        browser.waitForText("#teach-now", "Now the sound");
        server.teaching.held = true;
        press("teach-record");
        browser.waitForText("#teach-now", "Let it sound now");
        server.teaching.release();
        browser.waitForText("#teach-verdict", "2 more takes");
        assertThat(browser.driver.findElements(By.cssSelector(".teach-take"))).hasSize(1);
    }

    @Test
    void aTakeThatTeachesNothingIsSaidAndOneThatDiffersIsDropped() {
        begin();
        server.teaching.refusal = new Remark("silent", "take 1 is silent: check the microphone");
        press("teach-record");
        browser.waitForText("#teach-refused", "take 1 is silent: check the microphone");
        take(1);
        browser.waitUntil("document.getElementById('teach-refused').textContent === ''");
        take(2);
        server.teaching.different = true;
        take(3);
        browser.waitForText("[data-different=true]", "Unlike the other takes");
        browser.waitForText("#teach-verdict", "a take is unlike the others");
        assertThat(browser.is("document.getElementById('teach-save').checkVisibility()")).isFalse();
        browser.driver.findElement(By.cssSelector("[data-take='3'] .teach-drop")).click();
        browser.waitForText("#teach-verdict", "One more take is needed");
        press("teach-cancel");
        browser.waitUntil("!document.getElementById('teach-form').hidden");
        assertThat(server.teaching.progress()).isNull();
        assertThat(server.teaching.sounds()).isEmpty();
    }

    private void teach(String name) throws Exception {
        server.teaching.begin(Map.of("en", name, "ko", "현관 멜로디"), "Hall");
        for (int take = 1; take <= 3; take++) {
            server.teaching.record(false);
        }
    }

    private void past(int count) {
        Instant start = Instant.parse("2026-01-01T18:00:00Z");
        for (int i = 0; i < count; i++) {
            Instant at = start.minusSeconds(600L * i);
            server.teaching.past.add(
                    new PastEvent("Hall", at, at.plusSeconds(3), 0.97f - 0.1f * i, null));
        }
    }

    @Test
    void whatItWouldHaveRaisedIsShownBeforeItIsListenedFor() throws Exception {
        past(2);
        teach("Front melody");
        show("home");
        browser.waitForText("#teach-verdict", "Good enough");
        press("teach-save");
        browser.waitForText("#teach-outcome", "Look at the alerts it would have raised");
        browser.waitForText("[data-taught][data-on=false]", "Not listened for");
        browser.waitForText(".teach-past", "In the last 7 days it would have alerted you 2 times");
        browser.waitForText(".teach-past", "12% of what it heard could not be kept");
        browser.waitForText(".teach-events", "Hall · 97% sure");
        click(".teach-events li:last-child button:last-child");
        browser.waitForText(".teach-events [data-confirmed=false]", "It was another sound");
        browser.waitForText("#teach-outcome", "learnt anew from what you said");
        click(".teach-events li:first-child button:first-child");
        browser.waitForText(".teach-events [data-confirmed=true]", "It was this sound");
        assertThat(server.teaching.past)
                .extracting(PastEvent::confirmed)
                .containsExactly(true, false);
        click(".teach-listen");
        browser.waitForText("[data-taught][data-on=true]", "Listened for");
        click(".teach-price");
        browser.waitUntil("document.querySelector('.teach-past').hidden");
        click(".teach-listen");
        browser.waitForText("[data-taught][data-on=false]", "Not listened for");
    }

    private void record(String id, Sound sound, Urgency urgency, Instant onset) {
        Alert alert = new Alert(id, HubFixture.start(id, sound, onset, "Hall"), urgency);
        server.store.record(new AlertChange(alert, AlertState.RAISED, onset, ""));
    }

    @Test
    void whatTheHubHeardInTheLastDaysIsPickedButNoEmergency() {
        Instant rang = Instant.parse("2026-01-01T18:00:00Z");
        record("1", HubFixture.SMOKE, Urgency.EMERGENCY, rang.minusSeconds(60));
        record("2", HubFixture.DOORBELL, Urgency.NOTICE, rang);
        begin();
        click("#teach-pick summary");
        browser.waitForText("#teach-heard", "Doorbell");
        assertThat(browser.driver.findElements(By.cssSelector("#teach-heard li"))).hasSize(1);
        click("#teach-heard button");
        browser.waitForText("[data-take='1']", "Picked: what Hall heard at");
        assertThat(server.teaching.progress().takes().get(0).picked()).isEqualTo(rang);
        browser.waitForText("#teach-verdict", "2 more takes are needed");
    }

    @Test
    void aPriceThatIsNotKnownIsSaid() throws Exception {
        server.teaching.kept = false;
        server.teaching.onset = new Teaching.Onset(8, 30);
        server.teaching.problem = new Remark("worse", "it finds 2 of its 3 recordings, before 3");
        teach("Front melody");
        server.teaching.learn("🎵", "#00BFA5", "notice", false);
        show("home");
        browser.waitUntil("document.querySelector('.teach-price') !== null");
        click(".teach-price");
        browser.waitForText(".teach-past", "that is switched off");
        browser.waitForText(".teach-problem", "it finds 2 of its 3 recordings, before 3");
        browser.waitForText(".teach-onset", "Counts from beyond what most of its takes reach");
    }

    @Test
    void aPriceThatTheHubDoesNotTellIsSaid() throws Exception {
        teach("Front melody");
        String id = server.teaching.learn("🎵", "#00BFA5", "notice", false);
        show("home");
        browser.waitUntil("document.querySelector('.teach-price') !== null");
        server.teaching.remove(id);
        click(".teach-price");
        browser.waitForText("#teach-outcome", "The hub did not do this");
        assertThat(browser.is("document.querySelector('.teach-past').hidden")).isTrue();
    }

    private static void click(String css) {
        browser.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", css);
        browser.driver.findElement(By.cssSelector(css)).click();
    }

    @ParameterizedTest
    @CsvSource({"320, en, dark", "320, ko, light"})
    void thePriceFitsAndAxeFindsNothing(int width, String language, String theme) throws Exception {
        browser.run(
                "localStorage.setItem('soribit.lang', arguments[0]);"
                        + "localStorage.setItem('soribit.theme', arguments[1])",
                language,
                theme);
        past(3);
        server.teaching.problem = new Remark("not_heard", "it is not heard with model x");
        teach("Front melody");
        String id = server.teaching.learn("🎵", "#00BFA5", "notice", false);
        server.teaching.judge(id, "Hall", server.teaching.past.get(0).start(), true);
        server.teaching.judge(id, "Hall", server.teaching.past.get(1).start(), false);
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 640, "deviceScaleFactor", 1, "mobile", true));
        open();
        show("home");
        browser.waitUntil("document.querySelector('.teach-price') !== null");
        click(".teach-price");
        browser.waitUntil("document.querySelectorAll('.teach-events li').length === 3");
        assertThat(browser.is("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
        if (language.equals("ko")) {
            assertThat(browser.text("#teach").replace("Hall", ""))
                    .doesNotContainPattern("[A-Za-z]{4,}");
        }
    }

    @Test
    void whatCannotBeIsRefusedWithTheReason() throws Exception {
        show("home");
        browser.waitUntil("document.querySelector('#teach-room option') !== null");
        server.teaching.begin(Map.of("en", "Dog"), "Hall");
        browser.driver.findElement(By.id("teach-name")).sendKeys("Front melody");
        press("teach-start");
        browser.waitForText("#teach-outcome", "another sound is being taught");
        browser.waitForText("#teach-title", "Dog · Hall");
    }

    @ParameterizedTest
    @CsvSource({"320, en, light", "320, ko, dark", "1280, ko, light"})
    void itFitsAndAxeFindsNothing(int width, String language, String theme) throws Exception {
        browser.run(
                "localStorage.setItem('soribit.lang', arguments[0]);"
                        + "localStorage.setItem('soribit.theme', arguments[1])",
                language,
                theme);
        server.teaching.begin(Map.of("en", "Front melody", "ko", "현관 멜로디"), "Hall");
        server.teaching.record(true);
        for (int take = 1; take <= 4; take++) {
            server.teaching.different = take == 4;
            server.teaching.record(false);
        }
        server.teaching.refusal = new Remark("music", "take 5 is music");
        server.teaching.record(false);
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 640, "deviceScaleFactor", 1, "mobile", true));
        open();
        show("home");
        browser.waitUntil("document.querySelectorAll('.teach-take').length === 4");
        assertThat(browser.is("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
        if (language.equals("ko")) {
            assertThat(browser.text("#teach").replace("Hall", ""))
                    .doesNotContainPattern("[A-Za-z]{4,}");
        }
        server.teaching.held = true;
        press("teach-record");
        browser.waitUntil("document.getElementById('teach-guide').dataset.phase === 'recording'");
        assertThat(Axe.violations(browser)).isEmpty();
        server.teaching.release();
        server.teaching.drop(4);
        browser.waitUntil("document.getElementById('teach-save').checkVisibility()");
        assertThat(browser.is("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
