// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** What a new household is led through, from the language to a test that was seen. */
@Timeout(120)
class FirstStepsPageTest extends OpenPage {
    @AfterEach
    void forget() {
        browser.run("localStorage.clear()");
    }

    private void click(String selector) {
        browser.driver.findElement(By.cssSelector(selector)).click();
    }

    private void awaitDone(String step) {
        browser.waitUntil(
                "document.querySelector('[data-step=%s]').dataset.first === 'done'"
                        .formatted(step));
    }

    /** Waits for a status after the history has been read: the steps are drawn then. */
    private static void awaitHistory() {
        browser.waitUntil(
                "performance.getEntriesByType('resource')"
                        + ".some(r => r.name.endsWith('history?limit=500') && r.responseEnd > 0"
                        + " && performance.now() > r.responseEnd + 1500)");
    }

    @Test
    void eachStepIsDoneByWhatTheHubHearsOrThePersonSees() {
        browser.waitForText("#first-title", "First steps: 5 are left");
        awaitDone("room");
        assertThat(browser.text("[data-step=room] .first-what")).contains("Hall");
        click("[data-step=language] button[data-key=first_korean]");
        browser.waitForText("#first-title", "첫 설정: 4단계 남았습니다");
        click("[data-step=language] button[data-key=first_english]");
        browser.waitForText("#first-title", "First steps: 4 are left");

        server.page.onSound(HubFixture.start("1", HubFixture.PHONE, now, "Hall"));
        awaitDone("clap");
        server.page.onSound(HubFixture.start("2", HubFixture.DOORBELL, now, "Hall"));
        awaitDone("bell");
        server.devices.put("shelf", "WLED", "colour", false, true);
        browser.waitForText("#first-title", "First steps: 2 are left");
        server.devices.use("shelf", true);
        awaitDone("device");
        assertThat(Axe.violations(browser)).isEmpty();

        click("[data-key=first_test]");
        browser.waitForText("[data-step=test] .message", "Sent. Did you see it?");
        click("[data-key=first_not_seen]");
        browser.waitForText("[data-step=test] .message", "Look under Home");
        click("[data-key=first_saw]");
        browser.waitForText("#first-title", "Ready");

        click("#first-close");
        open();
        browser.waitForText("#sentence", "Phone");
        awaitHistory();
        assertThat(browser.is("document.getElementById('first').hidden")).isTrue();
    }

    @Test
    void aHouseWithoutADoorbellGoesOn() {
        browser.waitForText("#first-title", "First steps");
        click("[data-key=first_no_bell]");
        awaitDone("bell");
        open();
        awaitDone("bell");
    }

    @Test
    void nothingIsInTheWayOfAnAlert() {
        browser.waitForText("#first-title", "First steps");
        server.alerts.raise(HubFixture.start("1", HubFixture.DOORBELL, now, "Hall"));
        browser.waitUntil("document.getElementById('first').hidden");
    }

    @Test
    void aHouseInUseIsNotAskedAgain() {
        Alert alert =
                new Alert(
                        "1",
                        HubFixture.start("1", HubFixture.DOORBELL, now, "Hall"),
                        HubFixture.DOORBELL.urgency());
        for (AlertState state : List.of(AlertState.RAISED, AlertState.ACKNOWLEDGED)) {
            server.store.record(new AlertChange(alert, state, now, "Minsu"));
        }
        open();
        browser.waitForText("#sentence", "All quiet");
        awaitHistory();
        assertThat(browser.is("document.getElementById('first').hidden")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void axeFindsNothingInAnyState(String language) {
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        open();
        browser.waitUntil("!document.getElementById('first').hidden");
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
