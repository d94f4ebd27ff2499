// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import io.soribit.testkit.Await;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.WebDriverException;

/** A page that is open while its hub is upgraded. */
@Timeout(240)
class UpgradePageTest extends OpenPage {
    private static final String LOADED_ANEW = "window.before === undefined";

    @BeforeEach
    void openBefore() throws Exception {
        serveAtPortOfItsOwn();
        browser.run("window.before = true");
    }

    private void restart(String version) throws Exception {
        int port = server.port();
        server.close();
        browser.waitUntil("document.body.dataset.link === 'lost'");
        server = new TestServer(port, config(), version);
        server.page.bindBus(hub);
        server.page.bindOntology(hub);
    }

    private static void awaitLoadedAnew() {
        Await.until("the page is loaded anew", UpgradePageTest::isLoadedAnew);
    }

    private static boolean isLoadedAnew() {
        try {
            return browser.is(LOADED_ANEW + " && document.body?.dataset.link === 'live'");
        } catch (WebDriverException navigating) {
            return false;
        }
    }

    /** The page has received, and drawn, what the hub said at two times. */
    private void awaitTwoStatus() {
        for (String message : new String[] {"not now", "not yet"}) {
            hub.source("Hall", SourceState.LOST, message, -120, now);
            browser.waitForText("#unheard-why", message);
        }
    }

    @Test
    void itIsLoadedAnewWhereItWas() throws Exception {
        show("timeline");
        restart("2.0.0");
        server.page.bindHearing(hub);
        awaitLoadedAnew();
        assertThat(browser.is("document.body.dataset.view === 'timeline'")).isTrue();
        assertThat(browser.run("return document.querySelector('meta[name=version]').content"))
                .isEqualTo("2.0.0");
        browser.run("window.before = true");
        awaitTwoStatus();
        assertThat(browser.is(LOADED_ANEW)).isFalse();
    }

    @Test
    void ofAHubThatWasOnlyStartedAgainItStays() throws Exception {
        restart("1.2.3");
        server.page.bindHearing(hub);
        awaitTwoStatus();
        assertThat(browser.is(LOADED_ANEW)).isFalse();
    }

    @Test
    void anAlertIsSeenFirst() throws Exception {
        SoundEvent smoke = HubFixture.start("1", HubFixture.SMOKE, now, "Hall");
        server.page.onSound(smoke);
        server.alerts.raise(smoke);
        browser.waitForText("#overlay h2", "Smoke alarm");
        server.page.onSound(HubFixture.end("1", HubFixture.SMOKE, now, Instant.now(), "Hall"));
        server.alerts.end("1");
        browser.waitForText("#overlay-time", "Stopped");
        restart("2.0.0");
        server.page.bindHearing(hub);
        awaitTwoStatus();
        assertThat(browser.is(LOADED_ANEW)).isFalse();
        server.page.live().seen(List.of("1"));
        awaitLoadedAnew();
    }

    @Test
    void whatAPersonEntersIsNotLost() throws Exception {
        show("settings");
        browser.waitForText("#ntfy", "Add a phone");
        part("#ntfy-name").sendKeys("minsu");
        browser.run("document.activeElement.blur()");
        restart("2.0.0");
        server.page.bindHearing(hub);
        awaitTwoStatus();
        assertThat(browser.is(LOADED_ANEW)).isFalse();
        assertThat(part("#ntfy-name").getAttribute("value")).isEqualTo("minsu");
        part("#ntfy-name").clear();
        browser.run("document.activeElement.blur()");
        awaitLoadedAnew();
    }
}
