// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients.Change;
import io.soribit.api.hub.Recipients.Kind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;

/** Who is notified of which sound, on the page. */
@Timeout(120)
class RecipientsPageTest extends OpenPage {
    @BeforeEach
    void home() {
        server.devices.put("hall", "WLED", "colour", true, true);
        server.devices.put("phone", "ntfy", "push", true, true);
        show("home");
        browser.waitForText("#who-sounds", "Doorbell");
        browser.waitForText("#who-missing", "home: Bed shakers, Displays.");
    }

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.run("localStorage.clear()");
    }

    private static void click(String selector) {
        browser.driver.findElement(By.cssSelector(selector)).click();
    }

    private static void waitForBox(String sound, String kind, boolean checked) {
        browser.waitUntil(
                "document.querySelector('[data-who=%s] [data-kind=%s]').checked === %s"
                        .formatted(sound, kind, checked));
    }

    private Set<Kind> bell(HomeMode mode) {
        return server.recipients.cell(HubFixture.DOORBELL, mode).kinds();
    }

    @Test
    void aBoxIsSavedAtOnceAndUndone() {
        click("#who-modes [data-mode=sleep]");
        click("[data-who=doorbell] [data-kind=lamps]");
        browser.waitForText("#who-changes", "Doorbell, Sleep: everything → Bed shakers, Phones");
        assertThat(bell(HomeMode.SLEEP)).containsOnly(Kind.SHAKER, Kind.PHONE, Kind.DISPLAY);
        assertThat(bell(HomeMode.HOME)).hasSize(4);
        browser.waitForText("[data-who=doorbell] .who-is", "Changed; usually: everything.");
        browser.waitForText("#who-changes", "(on the page)");
        click("#who-changes .undo");
        waitForBox("doorbell", "lamps", true);
        assertThat(bell(HomeMode.SLEEP)).hasSize(4);
        assertThat(server.recipients.changes()).hasSize(2);
    }

    @Test
    void twoBoxesInQuickSuccessionAreBothSaved() {
        browser.run(
                "document.querySelector('[data-who=baby_cry]"
                        + " [data-kind=lamps]').click();document.querySelector('[data-who=baby_cry]"
                        + " [data-kind=display]').click()");
        browser.waitForText("#who-changes", "→ Bed shakers and Phones.");
        browser.waitUntil("document.querySelectorAll('#who-changes li').length === 2");
        assertThat(server.recipients.changes().get(0).after())
                .containsOnly(Kind.SHAKER, Kind.PHONE);
        assertThat(browser.text("#who-outcome")).isEmpty();
    }

    @Test
    void whatIsNotInUseTellsNobodyAnything() {
        click("[data-who=doorbell] [data-kind=lamps]");
        browser.waitForText("#who-changes", "Doorbell, Home");
        click("[data-who=doorbell] [data-kind=push]");
        browser.waitForText("[data-who=doorbell] .who-is", "Nothing tells you");
        assertThat(bell(HomeMode.HOME)).isEmpty();
    }

    @Test
    void lockedCellsSayWhy() {
        browser.waitForText("[data-who=smoke_alarm] .who-is", "always reaches everything");
        assertThat(
                        browser.is(
                                "[...document.querySelectorAll('[data-who=smoke_alarm] input')]"
                                        + ".every((box) => box.checked && box.disabled)"))
                .isTrue();
        click("#who-modes [data-mode=away]");
        browser.waitForText("[data-who=phone_ring] .who-is", "A rule decides this: holiday");
        browser.waitForText("#rule-list", "Phone (in the mode Away): only shown on the page.");
        browser.waitForText("#rule-list", "Mon, Tue 22:00–07:00): bed.");
        browser.waitForText("#rule-list", "within 60 seconds, it also reaches Phones.");
        browser.waitForText("#rule-list", "(rule night)");
    }

    @Test
    void aDiskThatIsFullAndSomebodyElsesChangeAreSaidWhereTheyHappen() throws Exception {
        server.recipients.full = true;
        click("[data-who=doorbell] [data-kind=push]");
        browser.waitForText("#who-outcome", "No space left on device");
        waitForBox("doorbell", "push", true);
        server.recipients.full = false;
        server.recipients.choose("doorbell", HomeMode.HOME, Set.of(Kind.LAMP), null, "Jiwoo");
        click("[data-who=doorbell] [data-kind=display]");
        browser.waitForText("#who-outcome", "somebody else has changed this");
        waitForBox("doorbell", "push", false);
        assertThat(server.recipients.changes()).extracting(Change::who).containsExactly("Jiwoo");
        browser.waitForText("#who-changes", "(Jiwoo)");
    }

    @ParameterizedTest
    @CsvSource({"320, en", "320, ko", "1280, en"})
    void itFitsAndAxeFindsNothing(int width, String language) {
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        open();
        show("home");
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", true));
        browser.waitForText("#who-sounds", language.equals("ko") ? "초인종" : "Doorbell");
        browser.run("document.querySelector('[data-who=doorbell] [data-kind=lamps]').click()");
        browser.waitUntil("!document.getElementById('who-changes').hidden");
        assertThat(
                        browser.is(
                                "document.documentElement.scrollWidth <= innerWidth && "
                                        + "[...document.querySelectorAll('#who *')].every((e) =>"
                                        + " e.getBoundingClientRect().right <= innerWidth)"))
                .isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
