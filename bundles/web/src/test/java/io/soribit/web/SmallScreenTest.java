// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.SourceState;
import io.soribit.api.score.ScoreTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smallest phone there is, text twice as large, and forced colours. */
@Timeout(120)
class SmallScreenTest extends OpenPage {
    private static final int USUAL_TEXT = 16;

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of()));
        text(USUAL_TEXT);
        browser.run("localStorage.clear()");
    }

    @Override
    PageConfig config() {
        return TestServer.config(50, 50);
    }

    private static void text(int pixels) {
        browser.driver.executeCdpCommand(
                "Page.setFontSizes",
                Map.of("fontSizes", Map.of("standard", pixels, "fixed", pixels)));
    }

    private void fillHouse() {
        hub.source("Bedroom", SourceState.LOST, "it cannot be opened", -90, now.plusSeconds(3600));
        server.devices.put("hall", "WLED", "colour", true, true);
        server.devices.put("phone of Minsu", "ntfy", "push", false, true);
        server.plugIns.put("diary.jar", PlugInState.FAILED, "its class was not found");
        server.modes.set(HomeMode.HOME, "");
        Instant onset = now.minusSeconds(600);
        Alert alert =
                new Alert(
                        "1",
                        HubFixture.start("1", HubFixture.DOORBELL, onset, "Hall"),
                        HubFixture.DOORBELL.urgency());
        server.store.record(new AlertChange(alert, AlertState.RAISED, onset, ""));
        server.store.record(new AlertChange(alert, AlertState.ENDED, onset.plusSeconds(4), ""));
        server.timeline.traces.add(
                new ScoreTrace(
                        "Hall",
                        "doorbell",
                        "model",
                        "home-int8",
                        onset,
                        Duration.ofMillis(480),
                        0.6f,
                        0.4f,
                        List.of(.1f, .9f, .1f)));
    }

    /** Controls that something else covers when they are focused and in view. */
    private static Object covered() {
        return browser.run(
                """
                const covered = [];
                const controls = [...document.querySelectorAll('a[href], button, input, select, summary')]
                  .filter((e) => e.checkVisibility() && !e.disabled && !e.closest('#views, .skip, dialog') && !e.matches('.skip'));
                for (const e of controls) {
                  e.focus();
                  e.scrollIntoView({ block: 'nearest' });
                  const box = e.getBoundingClientRect();
                  const at = [[(box.left + box.right) / 2, (box.top + box.bottom) / 2]];
                  if (box.height < innerHeight / 2) at.push([(box.left + box.right) / 2, box.top + 2], [(box.left + box.right) / 2, box.bottom - 2]);
                  const over = at.map(([x, y]) => document.elementFromPoint(x, y)).find((top) => !top || !(e.contains(top) || top.contains(e)));
                  if (over !== undefined) covered.push(`${e.id || e.className || e.tagName} (${e.textContent.slice(0, 30)}) by ${over ? over.id || over.className || over.tagName : 'the edge'}`);
                }
                if (controls.length < 3) covered.push('there are no controls');
                return covered.join('\\n');
                """);
    }

    /** What is wider than the screen; the page must not scroll sideways. */
    private static Object tooWide() {
        return browser.run(
                """
                if (document.documentElement.scrollWidth <= innerWidth) return '';
                return [...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth)
                  .map((e) => `${e.tagName} ${e.id} ${e.className} ${e.textContent.slice(0, 20)}`).join('\\n') || 'something';
                """);
    }

    @ParameterizedTest
    @CsvSource({"16, en", "32, ko"})
    void everyControlCanBeSeenWhenItIsFocusedAndNothingIsCutOff(int pixels, String language) {
        fillHouse();
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 568, "deviceScaleFactor", 1, "mobile", true));
        text(pixels);
        open();
        for (String view : VIEWS) {
            show(view);
            if (view.equals("home")) {
                browser.waitUntil("document.querySelector('[data-rule=night]') !== null");
                browser.waitUntil("!document.getElementById('sense').hidden");
                browser.run("document.getElementById('rule-add').click()");
            }
            if (view.equals("timeline")) {
                browser.waitUntil("document.querySelector('#events summary') !== null");
            }
            browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
            assertThat(covered()).as(view).isEqualTo("");
            assertThat(tooWide()).as(view).isEqualTo("");
        }
    }

    @Test
    void inForcedColoursWhatIsChosenIsStillToBeSeen() {
        fillHouse();
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
        open();
        assertThat(style("#views a[aria-current]", "outlineStyle")).isEqualTo("solid");
        browser.waitUntil("document.querySelector('#mode [aria-pressed=true]') !== null");
        assertThat(style("#mode [aria-pressed=true]", "outlineStyle")).isEqualTo("solid");
        show("home");
        browser.waitUntil("document.querySelector('#who-modes [aria-pressed=true]') !== null");
        assertThat(style("#who-modes [aria-pressed=true]", "outlineStyle")).isEqualTo("solid");
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
