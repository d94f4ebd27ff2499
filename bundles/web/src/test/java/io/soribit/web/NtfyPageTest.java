// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** Adding a phone with the ntfy app. */
@Timeout(120)
class NtfyPageTest extends OpenPage {
    private void add(String name) {
        browser.driver.findElement(By.id("ntfy-name")).sendKeys(name);
        browser.driver.findElement(By.cssSelector("#ntfy-form button")).click();
    }

    @Test
    void aPhoneIsAddedByItsNameAloneTestedAndRemoved() {
        show("settings");
        browser.waitForText("#ntfy", "Add a phone");
        assertThat(browser.is("document.getElementById('ntfy-server').value === 'https://ntfy.sh'"))
                .isTrue();
        add("minsu");
        browser.waitForText("#ntfy-added", "minsu is added");
        String topic = server.ntfy.topic("minsu").topic();
        assertThat(browser.text("#ntfy-topic")).isEqualTo(topic);
        String link = "ntfy://ntfy.sh/" + topic + "?display=Soribit";
        assertThat(browser.run("return document.getElementById('ntfy-open').href")).isEqualTo(link);
        assertThat(dark()).isEqualTo(dark(QrCode.encodeText(link, QrCode.Ecc.MEDIUM)));

        server.devices.put("ntfy:minsu", "ntfy", "push", true, true);
        browser.driver.findElement(By.id("ntfy-test")).click();
        browser.waitForText("#ntfy-outcome", "ntfy:minsu identifies itself");
        assertThat(server.devices.tested).contains("ntfy:minsu");
        browser.driver.findElement(By.id("ntfy-hide")).click();
        browser.waitUntil("document.getElementById('ntfy-guide').hidden");
        browser.driver.findElement(By.cssSelector("[data-phone=minsu] .ntfy-show")).click();
        browser.waitForText("#ntfy-topic", topic);
        browser.driver.findElement(By.cssSelector("[data-phone=minsu] .ntfy-remove")).click();
        browser.waitUntil("document.querySelectorAll('[data-phone]').length === 0");
        assertThat(server.ntfy.names()).isEmpty();
        assertThat(browser.is("document.getElementById('ntfy-guide').hidden")).isTrue();
    }

    @Test
    void aNameThatIsTakenIsSaid() {
        server.ntfy.add("minsu", "https://ntfy.sh", "en");
        show("settings");
        browser.waitForText("#ntfy-phones", "minsu");
        add("minsu");
        browser.waitForText("#ntfy-outcome", "Not done: there is a phone 'minsu'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void axeFindsNothing(String language) {
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        open();
        show("settings");
        browser.waitUntil("!document.getElementById('ntfy').hidden");
        add("sora");
        browser.waitForText("#ntfy-added", "sora");
        assertThat(Axe.violations(browser)).isEmpty();
        browser.run("localStorage.clear()");
    }

    /** The modules of the code on the page, one line each. */
    private static String dark() {
        return String.valueOf(
                browser.run(
                        """
                        const path = document.querySelector('.qr path').getAttribute('d');
                        return [...path.matchAll(/M(\\d+) (\\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`).join('\\n');
                        """));
    }

    private static String dark(QrCode code) {
        StringBuilder all = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    all.append(all.length() == 0 ? "" : "\n").append(x).append(',').append(y);
                }
            }
        }
        return all.toString();
    }
}
