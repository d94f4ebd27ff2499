// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline;
import io.soribit.api.score.ScoreTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** The slider that says what another threshold would have done. */
@Timeout(120)
class SensitivityPageTest extends OpenPage {
    @BeforeEach
    void scores() {
        score("doorbell", 50, 0.9f);
        score("doorbell", 40, 0.7f);
        score("doorbell", 30, 0.65f);
        score("doorbell", 20, 0.45f);
        score("smoke_alarm", 10, 0.5f);
        show("home");
        browser.waitForText("#sense-text", "counted 3 times in the last week");
    }

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.run("localStorage.clear()");
    }

    private void score(String sound, int hoursAgo, float highest) {
        Instant start = now.minus(Duration.ofHours(hoursAgo));
        server.timeline.traces.add(
                new ScoreTrace(
                        "Hall",
                        sound,
                        "model",
                        "home-int8",
                        start,
                        Duration.ofMillis(240),
                        0.6f,
                        0.4f,
                        List.of(0.1f, highest, 0.1f)));
    }

    /** To the right is more sensitive. */
    private static void slide(int steps) {
        browser.run(
                "const s = document.getElementById('sense-slider'); s.value = +s.value +"
                        + " arguments[0];s.dispatchEvent(new Event('input'))",
                steps);
    }

    @Test
    void itSaysWhatWouldBeLostAndWhatWouldBeNew() {
        slide(-3);
        browser.waitForText(
                "#sense-text", "counted once in the last week instead of 3 times. 2 would be lost");
        slide(6);
        browser.waitForText("#sense-text", "counted 4 times in the last week instead of 3");
        browser.waitForText("#sense-text", "This one would be new");
        assertThat(browser.is("document.getElementById('sense-slider').ariaValueText !== ''"))
                .isTrue();
    }

    @Test
    void itIsSavedAndTakenBack() {
        slide(-3);
        browser.waitForText("#sense-value", "75%");
        browser.driver.findElement(By.id("sense-save")).click();
        browser.waitForText("#sense-outcome", "Saved");
        browser.waitForText("#sense-text", "As it is now: it counted once");
        assertThat(server.sensitivity.thresholds)
                .containsExactly(Map.entry("Hall/doorbell", 0.75f));
        browser.driver.findElement(By.id("sense-usual")).click();
        browser.waitForText("#sense-text", "counted 3 times");
        assertThat(server.sensitivity.thresholds).isEmpty();
        browser.waitForText(
                "#sense-changes li", "Doorbell, Hall: 75% → as the model says. Changed");
        browser.driver.findElement(By.cssSelector("#sense-changes .undo")).click();
        browser.waitForText("#sense-changes li", "Doorbell, Hall: as the model says → 75%.");
        assertThat(server.sensitivity.thresholds).containsEntry("Hall/doorbell", 0.75f);
        browser.waitForText("#sense-text", "As it is now: it counted once");
        server.sensitivity.full = true;
        slide(-3);
        browser.driver.findElement(By.id("sense-save")).click();
        browser.waitForText("#sense-outcome", "No space left on device");
    }

    private void judged(int hoursAgo, boolean right) {
        String id = "bell" + hoursAgo;
        Instant onset = now.minus(Duration.ofHours(hoursAgo));
        Alert alert =
                new Alert(
                        id,
                        HubFixture.start(id, HubFixture.DOORBELL, onset, "Hall"),
                        Urgency.URGENT);
        server.store.record(new AlertChange(alert, AlertState.RAISED, onset, ""));
        server.timeline.judge(id, new Timeline.Verdict(right, "", now, "page"));
    }

    @Test
    void correctionsSuggestAThresholdThatLosesNothingThatWasRight() {
        assertThat(browser.run("return document.getElementById('sense-suggest').hidden"))
                .isEqualTo(true);
        judged(50, true);
        judged(40, false);
        judged(30, false);
        open();
        show("home");
        browser.waitForText(
                "#sense-suggest",
                "Marked as wrong in the last week: 2. From 75% on, 2 of them would not count; of"
                        + " those marked as right (1) none would be lost.");
        browser.driver.findElement(By.id("sense-suggest-show")).click();
        browser.waitForText("#sense-value", "75%");
        browser.waitForText("#sense-text", "2 would be lost");
        judged(40, true);
        open();
        show("home");
        browser.waitForText(
                "#sense-suggest",
                "Marked as wrong in the last week: 1. From 70% on, 1 of them would not count");
    }

    @Test
    void dangerIsNeverOffered() {
        assertThat(browser.text("#sense-place")).contains("Doorbell").doesNotContain("Smoke");
        assertThat(browser.text("#sense")).contains("Smoke, carbon monoxide and other danger");
    }

    @ParameterizedTest
    @CsvSource({"320, en", "1280, ko"})
    void itFitsAndAxeFindsNothing(int width, String language) {
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        open();
        show("home");
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", true));
        browser.waitUntil("document.getElementById('sense-text').textContent !== ''");
        assertThat(browser.is("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
