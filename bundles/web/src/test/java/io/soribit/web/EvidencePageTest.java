// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** What an event of the timeline rests on. */
@Timeout(120)
class EvidencePageTest extends OpenPage {
    private final Instant onset = now.minusSeconds(300);

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.run("localStorage.clear()");
    }

    private void remember(String id, Sound sound, String room, Map<String, Double> evidence) {
        SoundEvent event =
                new SoundEvent(
                        id,
                        Phase.START,
                        true,
                        List.of(room),
                        sound,
                        onset,
                        null,
                        0.9f,
                        List.of(),
                        -20,
                        "model",
                        "home-int8",
                        Duration.ofMillis(300),
                        evidence);
        Alert alert = new Alert(id, event, sound.urgency());
        record(alert, AlertState.RAISED, 0, "");
        record(alert, AlertState.CONFIRMED, 1, "hall lamp");
        if (sound.urgency() == Urgency.EMERGENCY) {
            record(alert, AlertState.ACKNOWLEDGED, 4, "Minsu");
        }
        record(alert, AlertState.ENDED, 8, "");
    }

    private void record(Alert alert, AlertState state, int seconds, String who) {
        server.store.record(new AlertChange(alert, state, onset.plusSeconds(seconds), who));
    }

    private void scores(String room, String sound, String model, Float... scores) {
        server.timeline.traces.add(
                new ScoreTrace(
                        room,
                        sound,
                        model == null ? "cadence" : "model",
                        model,
                        onset.minusMillis(500),
                        Duration.ofMillis(500),
                        0.6f,
                        0.4f,
                        List.of(scores)));
    }

    /** Seven seconds, loudest in one band. */
    private void picture(String room, int loudBand) {
        int bands = 40;
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < 88 * bands; i++) {
            levels.add(i % bands == loudBand ? 100 : i % 7);
        }
        server.timeline.pictures.add(
                new SoundPicture(
                        room,
                        "doorbell",
                        onset.minusSeconds(1),
                        Duration.ofMillis(80),
                        bands,
                        100,
                        7_500,
                        levels));
    }

    private void openDetails(String sound) {
        show("timeline");
        browser.waitForText("#events [data-event=" + sound + "]", "");
        browser.waitUntil("document.querySelector('[data-event=" + sound + "] summary') !== null");
        browser.run(
                "document.querySelector('[data-event=' + arguments[0] + '] summary').click()",
                sound);
    }

    @Test
    void theCurveIsDrawnWithItsThresholdAndSaidInWords() {
        remember("bell", HubFixture.DOORBELL, "Hall", Map.of());
        scores("Hall", "doorbell", "home-int8", 0.1f, 0.3f, 0.7f, 0.91f, 0.6f, 0.2f);
        scores("Kitchen", "doorbell", "home-int8", 0.3f, 0.3f);
        openDetails("doorbell");
        browser.waitForText(
                ".scores",
                "Hall, home-int8: at most 91%, 1 s after it began; at or above the threshold of 60%"
                        + " for 1.5 s.");
        assertThat(browser.text(".scores")).doesNotContain("Kitchen");
        assertThat(browser.is("document.querySelectorAll('.score-line').length === 1")).isTrue();
        assertThat(
                        browser.run(
                                "return"
                                        + " document.querySelector('.score-line').getAttribute('points').split('"
                                        + " ').length"))
                .isEqualTo(6L);
        assertThat(browser.text(".evidence dl")).contains("hall lamp");
        browser.driver.findElement(By.id("language")).click();
        browser.waitForText(".scores", "기준 60% 이상으로 1.5초");
    }

    @Test
    void aPictureOfPitchesIsDrawnAndSaidInWords() {
        remember("bell", HubFixture.DOORBELL, "Hall", Map.of());
        picture("Hall", 30);
        picture("Kitchen", 3);
        openDetails("doorbell");
        browser.waitForText(".scores", "loudest are very high pitches, around 4,100 Hz");
        assertThat(browser.text(".scores")).doesNotContain("Kitchen").contains("no recording");
        assertThat(
                        browser.run(
                                """
                                const canvas = document.querySelector('canvas.picture');
                                const row = (y) => canvas.getContext('2d').getImageData(5, y, 1, 1).data.join();
                                return [canvas.width, canvas.height, row(40 - 1 - 30), row(39)].join(' ');
                                """))
                .isEqualTo("88 40 255,228,110,255 12,30,49,255");
    }

    @Test
    void whoWantsNoPicturesReadsThatThereAreNone() {
        server.timeline.keepsPictures = false;
        remember("bell", HubFixture.DOORBELL, "Hall", Map.of());
        picture("Hall", 30);
        openDetails("doorbell");
        browser.waitForText(".scores", "they are switched off in this home");
        assertThat(browser.is("document.querySelector('canvas') === null")).isTrue();
    }

    @Test
    void theTimingOfAnAlarmIsDrawn() {
        remember(
                "smoke",
                HubFixture.SMOKE,
                "Kitchen",
                Map.of(
                        "frequency_hz", 3100.0,
                        "on_ms", 500.0,
                        "off_ms", 500.0,
                        "cycle_ms", 4000.0,
                        "cycles", 2.5));
        scores("Kitchen", "smoke_alarm", null, 1f, 1f);
        openDetails("smoke_alarm");
        browser.waitForText(".scores", "3 beeps of 0.5 s, 0.5 s apart, every 4 s; 2.5 such groups");
        browser.waitForText(".scores", "Kitchen, detector cadence: at most 100%");
        assertThat(browser.is("document.querySelectorAll('.score-beep').length === 3")).isTrue();
        assertThat(browser.text(".evidence dl")).contains("pitch 3,100 Hz");
    }

    @Test
    void whatIsNotKeptIsSaid() {
        remember("bell", HubFixture.DOORBELL, "Hall", Map.of());
        openDetails("doorbell");
        browser.waitForText(".scores", "No scores are kept of this one");
    }

    @ParameterizedTest
    @CsvSource({"320, en", "1280, ko"})
    void itFitsAndAxeFindsNothing(int width, String language) {
        remember("bell", HubFixture.DOORBELL, "Hall", Map.of());
        scores("Hall", "doorbell", "home-int8", 0.1f, 0.3f, 0.7f, 0.91f, 0.6f, 0.2f);
        picture("Hall", 12);
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        open();
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", true));
        openDetails("doorbell");
        browser.waitUntil("document.querySelector('.score-line') !== null");
        assertThat(browser.is("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
