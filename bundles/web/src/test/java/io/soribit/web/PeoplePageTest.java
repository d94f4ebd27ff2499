// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.PairingFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;

/** An administrator pairs a phone on the page, and revokes it. */
@Timeout(240)
class PeoplePageTest extends OpenPage {
    private static final String WALL = "[data-person='kitchen wall']";
    private static final String PRESS =
            "const button = document.querySelector(\"" + WALL + " button\"); button.click();";

    @TempDir Path folder;
    private UserFile users;

    @BeforeEach
    void household() throws Exception {
        users = new UserFile(folder.resolve("page-users"));
        users.put(new User("Minsu", Passwords.hash("secret".toCharArray()), "admin"));
        server.close();
        server = new TestServer(0, config(), folder.resolve("page-users"));
        server.page.bindHearing(hub);
        browser.driver.get(server.uri("/pair.html").toString());
        logIn("Minsu");
        open();
    }

    @AfterEach
    void logOut() {
        browser.driver.get(server.uri("/pair.html").toString());
        browser.run("localStorage.clear()");
        browser.driver.manage().deleteAllCookies();
    }

    private static void logIn(String user) {
        byte[] both = (user + ":secret").getBytes(UTF_8);
        String cookie = Base64.getEncoder().withoutPadding().encodeToString(both);
        browser.driver.manage().addCookie(new Cookie("soribit", cookie));
    }

    private void offer() {
        show("settings");
        browser.waitForText("#people-list", "Minsu");
        part("#people-name").sendKeys("kitchen wall");
        part("#people-pair").click();
        browser.waitForText("#people-offer", "kitchen wall");
    }

    @Test
    void aPhoneIsPairedByTheCodeOnThePageAndRevoked() throws Exception {
        offer();
        String link = browser.text("#people-link");
        assertThat(link).startsWith(server.uri("/pair.html#").toString());
        assertThat(browser.driver.findElements(By.cssSelector("#people-code .qr"))).hasSize(1);
        try (Browser phone =
                new Browser(
                        Browser.find("chromium").orElseThrow(),
                        Browser.find("chromedriver").orElseThrow())) {
            phone.driver.get(link);
            phone.waitForText("#pair-what", "kitchen wall");
            phone.driver.findElement(By.id("pair")).click();
            phone.waitForText("#rooms", "Hall");
            browser.waitForText("#people-outcome", "kitchen wall is paired.");
            assertThat(browser.is("document.getElementById('people-guide').hidden")).isTrue();
            assertThat(browser.text("#people-link")).isEmpty();
            assertThat(users.read().get("kitchen wall").role()).isEqualTo("resident");
            show("now");
            show("settings");
            browser.waitForText(WALL, "phone or tablet, paired");
            browser.waitForText(WALL, "has the page open");
            assertThat(browser.text("[data-person=Minsu]")).contains("this is you", "password");

            phone.run("location.hash = 'settings'");
            phone.waitUntil(
                    "performance.getEntriesByType('resource')"
                            + ".some((e) => e.name.endsWith('/settings.json'))");
            phone.run("fetch('api/people').then((r) => { window.answer = r.status; })");
            phone.waitUntil("window.answer === 403");
            assertThat(phone.is("document.getElementById('people').checkVisibility()")).isFalse();

            assertThat(browser.run(PRESS + "return button.textContent"))
                    .isEqualTo("Revoke it for good?");
            browser.waitUntil(
                    "document.querySelector(\"" + WALL + " button\").textContent === 'Revoke'");
            assertThat(users.read()).containsKey("kitchen wall");
            browser.run(PRESS + "button.click()");
            browser.waitForText("#people-outcome", "kitchen wall is removed");
            browser.waitUntil("document.querySelector(\"" + WALL + "\") === null");
            assertThat(users.read()).containsOnlyKeys("Minsu");
            phone.waitForText("#lost", "this device is no longer paired");
        }
    }

    @Test
    void theLastAdministratorStaysAndThatIsSaid() throws Exception {
        show("settings");
        browser.waitForText("#people-list", "Minsu");
        browser.run(
                "const button = document.querySelector('[data-person=Minsu] button');"
                        + " button.click(); button.click()");
        browser.waitForText("#people-outcome", "Not done: this is the last administrator");
        assertThat(users.read()).containsOnlyKeys("Minsu");
    }

    @Test
    void withoutUsersItSaysHowToAddOne() throws Exception {
        users.remove("Minsu");
        open();
        show("settings");
        browser.waitForText("#people-more", "soribit page open");
        assertThat(browser.is("document.getElementById('people-form').hidden")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void axeFindsNothing(String language) throws Exception {
        PairingFile pairing = new PairingFile(folder.resolve("page-pairing"));
        User phone = new User("minsu", Passwords.hash("other".toCharArray()), "viewer");
        pairing.keep(phone, Instant.now());
        users.put(phone);
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        open();
        offer();
        assertThat(browser.driver.findElements(By.cssSelector("[data-paired=true]"))).hasSize(1);
        assertThat(Axe.violations(browser)).isEmpty();
        browser.run("document.documentElement.dataset.theme = 'dark'");
        assertThat(Axe.violations(browser)).isEmpty();
    }
}
