// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.setting.SettingFiles.Change;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.support.ui.Select;

@Timeout(120)
class RulesPageTest extends OpenPage {
    @BeforeEach
    void home() {
        server.devices.put("hall", "WLED", "colour", true, true);
        show("home");
        browser.waitForText("[data-rule=night]", "Doorbell (Mon, Tue 22:00–07:00): bed.");
    }

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.run("localStorage.clear()");
    }

    private static void choose(String field, String value) {
        new Select(part("[data-field=" + field + "] select")).selectByValue(value);
    }

    private static void type(String selector, String value) {
        browser.run(
                "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
                        + " e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change'))",
                selector,
                value);
    }

    @Test
    void aRuleIsAddedInPlainWordsAndUndone() {
        part("#rule-add").click();
        choose("sounds", "doorbell");
        part("[data-field=modes] input[value=sleep]").click();
        type("[data-field=hours] input", "22:00");
        type("[data-field=hours] input:last-of-type", "07:00");
        part("[data-field=targets] input[value=lamps]").click();
        choose("seen", "each");
        type("[data-field=escalate_seconds] input", "60");
        browser.waitForText(
                "#rule-preview",
                "Doorbell (in the mode Sleep, 22:00–07:00): Lamps. If nobody confirms it within 60"
                        + " seconds, it also reaches everything. Each person has to see it; those"
                        + " who have not are reminded.");
        part("#rule-form [type=submit]").click();
        browser.waitForText("#rule-outcome", "Saved");
        assertThat(server.rules.all.get("own3"))
                .isEqualTo(
                        Map.of(
                                "sounds", "doorbell",
                                "modes", "sleep",
                                "hours", "22:00-07:00",
                                "targets", "lamps",
                                "escalate_seconds", "60",
                                "seen", "each"));
        browser.waitForText("[data-rule=own3]", "Doorbell (in the mode Sleep, 22:00–07:00)");
        browser.waitForText("#rule-changes", "New: Doorbell");
        part("#rule-changes .undo").click();
        browser.waitUntil("document.querySelector('[data-rule=own3]') === null");
        assertThat(server.rules.changes()).extracting(Change::who).containsExactly("page", "page");
    }

    @Test
    void aRuleIsChangedAndRemovedUnlessSomebodyElseDidSo() throws Exception {
        part("[data-rule=night] .rule-change").click();
        assertThat(part("[data-field=hours] input").getAttribute("value")).isEqualTo("22:00");
        part("[data-field=sounds] .tag").click();
        choose("sounds", "baby_cry");
        part("#rule-form [type=submit]").click();
        browser.waitForText("[data-rule=night]", "Baby crying (Mon, Tue 22:00–07:00): bed.");
        part("[data-rule=night] .rule-change").click();
        String version = server.rules.list().get(1).version();
        server.rules.save("night", version, Map.of("sounds", "cough"), "Jiwoo");
        part("#rule-form [type=submit]").click();
        browser.waitForText("#rule-outcome", "somebody else has changed this rule");
        browser.waitForText("[data-rule=night]", "Coughing: everything.");
        part("[data-rule=night] .rule-remove").click();
        browser.waitForText("#rule-changes", "Removed: Coughing");
        assertThat(server.rules.all).doesNotContainKey("night");
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndDangerSaysWhyItIsLocked() {
        part("#rule-add").click();
        choose("sounds", "smoke_alarm");
        browser.waitForText("#rule-danger", "Danger is locked");
        choose("urgency", "off");
        part("#rule-form [type=submit]").click();
        browser.waitForText("[data-field=urgency] .rule-problem", "cannot be silenced");
        choose("urgency", "");
        type("[data-field=repeat_seconds] input", "99999");
        part("#rule-form [type=submit]").click();
        browser.waitForText("[data-field=repeat_seconds] .rule-problem", "greater than 3600");
        assertThat(browser.text("[data-field=urgency] .rule-problem")).isEmpty();
        part(".rule-cancel").click();
        assertThat(browser.is("document.activeElement.id === 'rule-add'")).isTrue();
        assertThat(server.rules.changes()).isEmpty();
        assertThat(part("[data-rule=typed]").getText()).contains("only be changed in its file");
        assertThat(part("[data-rule=typed] .rule-change").isDisplayed()).isFalse();
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
        browser.waitUntil("document.querySelector('[data-rule=night]') !== null");
        browser.run("document.getElementById('rule-add').click()");
        assertThat(
                        browser.is(
                                "document.documentElement.scrollWidth <= innerWidth && "
                                        + "[...document.querySelectorAll('#rules *')].every((e) =>"
                                        + " e.getBoundingClientRect().right <= innerWidth)"))
                .isTrue();
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
