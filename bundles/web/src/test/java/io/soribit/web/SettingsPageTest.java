// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.setting.Settings.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;
import org.slf4j.LoggerFactory;

/** All settings are changed without a file. */
@Timeout(120)
class SettingsPageTest extends OpenPage {
    private static final String HOP = "[data-setting='io.soribit.engine/hop_ms']";
    private static final String PASSWORD = "[data-setting='io.soribit.notify.mqtt/password']";

    @BeforeEach
    void settings() {
        show("settings");
        browser.waitForText("#setting-groups", "Sound and rooms");
    }

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.run("localStorage.clear()");
    }

    private static void openPart(String pid) {
        browser.run("document.querySelector(`[data-part='${arguments[0]}']`).open = true", pid);
        browser.waitUntil(
                "document.querySelector(\"[data-part='%s'] .setting\") !== null".formatted(pid));
    }

    private static void type(String setting, String value) {
        part(setting + " input").clear();
        part(setting + " input").sendKeys(value);
    }

    @Test
    void aValueIsSetByKeyboardAndUndone() {
        openPart("io.soribit.engine");
        assertThat(part(HOP + " input").getAttribute("value")).isEqualTo("240");
        assertThat(part(HOP).getText()).contains("Not set", "default: 240", "50 to 10000");
        assertThat(part(HOP + " [type=submit]").isEnabled()).isFalse();
        assertThat(part("[data-part='io.soribit.engine']").getText()).contains("without a restart");
        type(HOP, "300" + Keys.ENTER);
        browser.waitForText(HOP, "Set in etc/io.soribit.engine.cfg");
        assertThat(server.settings.values).containsEntry("io.soribit.engine hop_ms", "300");
        browser.waitForText("#setting-changes", "Hop in milliseconds: default → 300.");
        part("#setting-changes .undo").click();
        browser.waitForText("#setting-outcome", "Undone");
        browser.waitUntil("document.querySelector(\"%s input\").value === '240'".formatted(HOP));
        assertThat(server.settings.values).doesNotContainKey("io.soribit.engine hop_ms");
    }

    @Test
    void whatIsWrongIsSaidBesideTheFieldAndWhatWasTypedStays() {
        openPart("io.soribit.engine");
        type(HOP, "often" + Keys.ENTER);
        browser.waitForText(HOP + " [role=alert]", "a whole number is expected");
        assertThat(part(HOP + " input").getAttribute("value")).isEqualTo("often");
        assertThat(part(HOP + " input").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.is("document.activeElement.matches(\"" + HOP + " input\")")).isTrue();
        type(HOP, "7" + Keys.ENTER);
        browser.waitForText(HOP + " [role=alert]", "from 50 to 10000");
        server.settings.full = true;
        type(HOP, "300" + Keys.ENTER);
        browser.waitForText(HOP + " [role=alert]", "is the disk full?");
        assertThat(part(HOP + " input").getAttribute("value")).isEqualTo("300");
        server.settings.full = false;
        part(HOP + " [type=submit]").click();
        browser.waitForText(HOP, "Set in etc/io.soribit.engine.cfg");
        assertThat(part(HOP + " [role=alert]").getText()).isEmpty();
    }

    @Test
    void aHubThatDoesNotAnswerTakesNothingAwayAndIsSaid() {
        openPart("io.soribit.engine");
        type(HOP, "300" + Keys.ENTER);
        browser.waitForText("#setting-changes", "default → 300");
        type(HOP, "400");
        browser.run("window.fetch = () => Promise.reject(new TypeError('lost'))");
        part(HOP + " [type=submit]").click();
        browser.waitForText(HOP + " [role=alert]", "The hub did not do this");
        assertThat(part(HOP + " input").getAttribute("value")).isEqualTo("400");
        part("#setting-changes .undo").click();
        browser.waitForText("#setting-outcome", "The hub did not do this");
        assertThat(part(HOP).isDisplayed()).isTrue();
    }

    @Test
    void whatWasDoneIsToldAndTheFocusIsNotLost() {
        server.settings.values.put("io.soribit.engine hop_ms", "300");
        show("now");
        show("settings");
        openPart("io.soribit.engine");
        String usual = HOP + " .setting-default";
        browser.waitForText(HOP, "Use the default");
        part(usual).sendKeys(Keys.ENTER);
        browser.waitForText(HOP, "Not set");
        browser.waitForText("#setting-outcome", "saved");
        browser.waitUntil("document.activeElement.closest(\"" + HOP + "\") !== null");
    }

    @Test
    void aSwitchInCapitalsIsShown() {
        server.settings.values.put("io.soribit.alert snooze_own", "TRUE");
        show("now");
        show("settings");
        openPart("io.soribit.alert");
        String own = "[data-setting='io.soribit.alert/snooze_own'] select";
        browser.waitUntil("document.querySelector(\"" + own + "\").value === 'true'");
    }

    @Test
    void oneOfTwoPeopleIsToldWhatTheOtherHasSet() throws Exception {
        openPart("io.soribit.engine");
        type(HOP, "300");
        server.settings.set("io.soribit.engine", "hop_ms", "500", "v0", "Jiwoo");
        part(HOP + " [type=submit]").click();
        browser.waitForText(HOP + " [role=alert]", "it is now: 500");
        assertThat(part(HOP + " input").getAttribute("value")).isEqualTo("300");
        assertThat(server.settings.values).containsEntry("io.soribit.engine hop_ms", "500");
        browser.waitForText("#setting-changes", "default → 500");
        part(HOP + " [type=submit]").click();
        browser.waitForText("#setting-changes", "500 → 300");
        assertThat(server.settings.changes())
                .extracting(Change::who)
                .containsExactly("page", "Jiwoo");
    }

    @Test
    void expertsReadTheLogAndTheUpdates() {
        LoggerFactory.getLogger("io.soribit.engine.Ear").warn("<b>Hall</b> is not heard");
        show("expert");
        browser.waitForText("#log-lines", "WARN");
        assertThat(part("#log-lines").getText()).contains("Ear: <b>Hall</b> is not heard");
        assertThat(part("#log-lines").getAttribute("lang")).isEqualTo("en");
        browser.waitForText("#updates-section", "Soribit 1.2.3 is running. No update");
        LoggerFactory.getLogger("io.soribit.engine.Ear").error("Hall is gone");
        new Select(part("#log-level")).selectByVisibleText("all lines");
        browser.waitForText("#log-lines", "ERROR");
        browser.run("window.fetch = () => Promise.reject(new TypeError('lost'))");
        part("#log-again").click();
        browser.waitForText("#log-outcome", "could not be read");
        assertThat(part("#log-lines").getText()).contains("Hall is gone");
    }

    @Test
    void aSecretIsWrittenAndNotShown() {
        openPart("io.soribit.notify.mqtt");
        assertThat(part(PASSWORD + " input").getAttribute("value")).isEmpty();
        assertThat(part(PASSWORD + " input").getAttribute("placeholder")).contains("not shown");
        type(PASSWORD, "barley" + Keys.ENTER);
        browser.waitForText("#setting-changes", "password: *** → ***");
        assertThat(server.settings.values)
                .containsEntry("io.soribit.notify.mqtt password", "barley");
        assertThat(browser.is("document.body.innerHTML.includes('barley')")).isFalse();
        part(PASSWORD + " .setting-default").click();
        browser.waitUntil(
                "document.querySelector(\"%s input\").placeholder === 'Not set'"
                        .formatted(PASSWORD));
    }

    @Test
    void theyAreSearchedAndOptionsAreChosen() {
        part("#setting-search").sendKeys("flashes");
        browser.waitForText("#setting-found", "One setting found");
        browser.waitForText("[data-setting='io.soribit.notify.light/rate_hz']", "Flashes");
        assertThat(browser.driver.findElements(By.cssSelector(".setting-part"))).hasSize(1);
        part("#setting-search").clear();
        part("#setting-search").sendKeys("snooze");
        String own = "[data-setting='io.soribit.alert/snooze_own']";
        browser.waitForText("#setting-found", "One setting found");
        new Select(part(own + " select")).selectByVisibleText("On");
        part(own + " [type=submit]").click();
        browser.waitForText("#setting-changes", "snooze_own: default → On");
        assertThat(server.settings.values).containsEntry("io.soribit.alert snooze_own", "true");
    }

    @Test
    void whatIsChangedElsewhereOrInItsFileSaysSo() {
        openPart("io.soribit.engine");
        openPart("io.soribit.source.stream~yard");
        String thresholds = "[data-setting='io.soribit.engine/thresholds']";
        browser.waitForText(thresholds, "a part of the page of its own");
        assertThat(part(thresholds + " input").isEnabled()).isFalse();
        browser.waitForText("[data-setting='io.soribit.source.stream~yard/command']", "for safety");
    }

    @Test
    void aBackupIsLookedAtAndWrittenForUsersOnly(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.zip"), FakeBackups.TEXT);
        part("#backup-file").sendKeys(file.toString());
        browser.waitForText("#backup-of", "3 files would change, 4 stay as they are");
        assertThat(part("#backup-files").getText())
                .contains("≠ changed etc/io.soribit.engine.cfg")
                .contains("− not in it state/lamps.json")
                .contains("+ new models/mine.tflite");
        Files.writeString(file, "something else");
        part("#backup-file").sendKeys(file.toString());
        browser.waitForText("#backup-outcome", "it is no backup");
        assertThat(part("#backup-preview").isDisplayed()).isFalse();
        part("#backup-download").click();
        browser.waitForText("#backup-outcome", "add an administrator");
        assertThat(part("#backup").getText()).contains("soribit restore FILE");
        browser.run("window.fetch = () => Promise.reject(new TypeError('lost'))");
        part("#backup-download").click();
        browser.waitForText("#backup-outcome", "The hub did not do this");
    }

    @ParameterizedTest
    @CsvSource({"320, ko, dark", "320, en, light", "1280, en, dark", "1280, ko, light"})
    void itFitsAndAxeFindsNothing(int width, String language, String theme) {
        browser.run(
                "localStorage.setItem('soribit.lang', arguments[0]);"
                        + " localStorage.setItem('soribit.theme', arguments[1])",
                language,
                theme);
        open();
        show("settings");
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", true));
        browser.waitUntil("document.querySelector('[data-part]') !== null");
        browser.run(
                "document.querySelectorAll('.setting-part').forEach((d) => { d.open = true; })");
        browser.waitUntil("document.querySelectorAll('.setting').length === 10");
        browser.run(
                "const i = document.querySelector(arguments[0]); i.value = 'x';"
                        + " i.dispatchEvent(new Event('input')); i.form.requestSubmit()",
                HOP + " input");
        browser.waitUntil(
                "document.querySelector(\"%s [role=alert]\").textContent !== ''".formatted(HOP));
        assertThat(
                        browser.is(
                                "document.documentElement.scrollWidth <= innerWidth && "
                                        + "[...document.querySelectorAll('#all-settings *, #backup *')].every("
                                        + "(e) => e.getBoundingClientRect().right <= innerWidth)"))
                .isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
