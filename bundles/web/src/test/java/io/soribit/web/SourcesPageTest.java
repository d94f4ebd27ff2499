// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.setting.SettingFiles.Change;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.support.ui.Select;

/** Rooms and microphones are set up without a file. */
@Timeout(120)
class SourcesPageTest extends OpenPage {
    @BeforeEach
    void home() {
        show("home");
        browser.waitForText("[data-source=microphone-kitchen]", "Microphone: Kitchen, USB");
    }

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.run("localStorage.clear()");
    }

    private static void type(String field, String value) {
        browser.run(
                "const e = document.getElementById('source-field-' + arguments[0]); e.value ="
                        + " arguments[1]; e.dispatchEvent(new Event('change'))",
                field,
                value);
    }

    private static void submit() {
        part("#source-form [type=submit]").click();
    }

    @Test
    void aSatelliteThatWasFoundIsUsedAndTakenAwayAgain() {
        part("#source-look").click();
        browser.waitForText("#source-offers", "Wyoming satellite: attic");
        browser.waitForText("#source-found", "is unknown: Microphone");
        part("#source-offers button").click();
        assertThat(part("#source-field-host").getAttribute("value")).isEqualTo("192.0.2.7");
        type("room", "Attic");
        submit();
        browser.waitForText("#source-outcome", "Saved");
        assertThat(server.sources.all.get("wyoming-Attic"))
                .isEqualTo(Map.of("room", "Attic", "host", "192.0.2.7", "port", "10700"));
        browser.waitForText("[data-source=wyoming-Attic]", "Attic, 192.0.2.7:10700");
        browser.waitForText("[data-source=wyoming-Attic]", "Not heard yet");
        browser.waitForText("#source-changes", "New: Wyoming satellite: Attic");
        part("#source-changes .undo").click();
        browser.waitUntil("document.querySelector('[data-source=wyoming-Attic]') === null");
        assertThat(server.sources.changes())
                .extracting(Change::who)
                .containsExactly("page", "page");
    }

    @Test
    void aRoomIsRenamedAndItsMicrophoneRemoved() {
        part("[data-source=microphone-kitchen] .source-change").click();
        assertThat(part("#source-field-room").getAttribute("value")).isEqualTo("Kitchen");
        type("room", "Hall");
        submit();
        browser.waitForText("[data-source=microphone-kitchen]", "Microphone: Hall, USB");
        browser.waitForText("[data-source=microphone-kitchen]", "Listening, -");
        assertThat(server.sources.all.get("microphone-kitchen"))
                .isEqualTo(Map.of("room", "Hall", "device", "USB"));
        part("[data-source=microphone-kitchen] .source-remove").click();
        browser.waitForText("#source-changes", "Removed: Microphone: Hall");
        assertThat(server.sources.all).doesNotContainKey("microphone-kitchen");
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        part("#source-add").click();
        new Select(part("#source-field-kind")).selectByValue("wyoming");
        type("room", "Attic");
        submit();
        browser.waitForText("#source-host-problem", "is missing");
        browser.waitForText("#source-outcome", "Not saved");
        part(".source-cancel").click();
        assertThat(browser.is("document.activeElement.id === 'source-add'")).isTrue();
        assertThat(server.sources.changes()).isEmpty();
        assertThat(part("[data-source=udp-shed]").getText())
                .contains("only be changed in its file");
        assertThat(part("[data-source=udp-shed] .source-change").isDisplayed()).isFalse();
    }

    @Test
    void theUsualMicrophoneStaysIfItIsHeardWhenAnotherIsAdded() {
        server.sources.all.clear();
        SourceStatus.Windows windows = new SourceStatus.Windows(1, 0, 0, 1);
        hub.sources.add(
                new SourceStatus(
                        "microphone",
                        "home",
                        SourceState.LISTENING,
                        "",
                        -31,
                        now.plusSeconds(3600),
                        windows));
        open();
        show("home");
        browser.waitForText("#no-source-files", "it stays when you add another");
        browser.waitUntil("document.getElementById('rooms').textContent.includes('home')");
        part("#source-add").click();
        new Select(part("#source-field-kind")).selectByValue("wyoming");
        type("room", "Attic");
        type("host", "192.0.2.7");
        submit();
        browser.waitForText("[data-source=wyoming-Attic]", "Attic, 192.0.2.7");
        assertThat(server.sources.all.get("microphone-home")).isEqualTo(Map.of("room", "home"));
    }

    @ParameterizedTest
    @CsvSource({"320, ko", "1280, en"})
    void itFitsAndAxeFindsNothing(int width, String language) {
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        open();
        show("home");
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", true));
        browser.waitUntil("document.querySelector('[data-source=microphone-kitchen]') !== null");
        browser.run("document.getElementById('source-look').click()");
        browser.waitUntil("document.querySelector('#source-offers button') !== null");
        browser.run("document.querySelector('#source-offers button').click()");
        assertThat(
                        browser.is(
                                "document.documentElement.scrollWidth <= innerWidth && "
                                        + "[...document.querySelectorAll('#sources *')].every((e) =>"
                                        + " e.getBoundingClientRect().right <= innerWidth)"))
                .isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
