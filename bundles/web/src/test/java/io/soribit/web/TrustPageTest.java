// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device reads that does not trust the hub yet, or is not paired. */
@Timeout(120)
class TrustPageTest extends OpenPage {
    @Test
    void theStepsAreThoseOfTheDevice() {
        server.authority = new byte[] {1, 2, 3};
        browser.driver.get(server.uri("/trust.html").toString());
        browser.waitForText("#trust-install", "Chrome");
        assertThat(browser.text("#trust-print"))
                .contains("03:90:58:C6:F2:C0:CB:49:2C:53:3B:0A:4D:14:EF:77:CC:0F:78:AB");
        assertThat(browser.run("return document.getElementById('trust-get').href"))
                .isEqualTo(server.uri("/authority.crt").toString());
        browser.run("document.getElementById('trust-others').open = true");
        assertThat(browser.text("#trust-all")).contains("Android", "iPhone", "Windows", "Mac");
    }

    @Test
    void withoutAnAuthorityNothingIsToBeDone() {
        browser.driver.get(server.uri("/trust.html").toString());
        browser.waitForText("#trust-none", "Nothing has to be done");
        assertThat(browser.is("document.getElementById('trust-steps').hidden")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"en,light", "ko,dark"})
    void axeFindsNothing(String language, String theme, @TempDir Path folder) throws Exception {
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        browser.run("localStorage.setItem('soribit.theme', arguments[0])", theme);
        server.authority = new byte[] {1, 2, 3};
        browser.driver.get(server.uri("/trust.html").toString());
        browser.waitUntil("!document.getElementById('trust-print').hidden");
        browser.run("document.getElementById('trust-others').open = true");
        assertThat(Axe.violations(browser)).isEmpty();
        server.close();
        UserFile users = new UserFile(folder.resolve("page-users"));
        users.put(new User("Minsu", Passwords.hash("open sesame".toCharArray()), "admin"));
        server = new TestServer(0, config(), folder.resolve("page-users"));
        browser.driver.get(server.uri("/refused.html").toString());
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        browser.run("localStorage.setItem('soribit.theme', arguments[0])", theme);
        browser.driver.navigate().refresh();
        browser.waitForText("main", "soribit page pair");
        browser.waitForText("h1", language.equals("ko") ? "등록되지 않은" : "not paired");
        assertThat(Axe.violations(browser)).isEmpty();
        browser.run("localStorage.clear()");
    }
}
