// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.common.security.PairingFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.testkit.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happened while nobody looked. */
@Timeout(120)
class MissedPageTest extends OpenPage {
    private static final String OPEN = "document.getElementById('overlay').open";
    private static final String LISTED = "document.querySelectorAll('[data-missed]').length";

    @AfterEach
    void forget() {
        browser.run("localStorage.clear()");
    }

    /** An alert that has ended and that nobody has acknowledged. */
    private void miss(String id, Sound sound, int minutesAgo, String room) {
        Instant onset = now.minusSeconds(60L * minutesAgo);
        Alert alert = new Alert(id, HubFixture.start(id, sound, onset, room), sound.urgency());
        server.store.record(new AlertChange(alert, AlertState.RAISED, onset, ""));
        for (int i = 0; i < 10; i++) {
            server.store.record(
                    new AlertChange(alert, AlertState.DELIVERED, onset.plusSeconds(1), "lamp" + i));
        }
        server.store.record(new AlertChange(alert, AlertState.ENDED, onset.plusSeconds(5), ""));
    }

    @Test
    void aBusyDayLosesNoneOfThemAndTheMostDangerousIsFirst() {
        miss("smoke", HubFixture.SMOKE, 600, "Kitchen");
        for (int i = 0; i < 230; i++) {
            miss("phone" + i, HubFixture.PHONE, 500 - i, "Hall");
        }
        miss("bell", HubFixture.DOORBELL, 550, "Hall");
        open();
        browser.waitForText("#missed-count", "232 missed");
        assertThat(browser.run("return document.querySelector('#missed li').dataset.missed"))
                .isEqualTo("smoke_alarm");
        assertThat(browser.run("return document.querySelectorAll('#missed li')[1].dataset.missed"))
                .isEqualTo("doorbell");
        browser.waitForText("#missed-more", "and 224 more");
    }

    @Test
    void anEmergencyThatNobodySawCoversTheScreenForADayAlsoAfterAReload() {
        miss("yesterday", HubFixture.SIREN, 25 * 60, "Hall");
        miss("smoke", HubFixture.SMOKE, 630, "Kitchen");
        open();
        browser.waitForText("#overlay h2", "Smoke alarm");
        browser.waitForText("#overlay-time", "Stopped 10 hours ago");
        assertThat(browser.text("#overlay-others")).isEmpty();
        assertThat(browser.is("document.getElementById('overlay').dataset.sounding === 'false'"))
                .isTrue();
        open();
        browser.waitForText("#overlay h2", "Smoke alarm");
        holdOverlay();
        waitUntil("!" + OPEN);
        Await.until(
                "the hub knows it",
                () -> server.store.history(1).get(0).state() == AlertState.ACKNOWLEDGED);
    }

    @Test
    void anEmergencyOfBeforeIsBehindWhatSoundsNow() {
        miss("siren", HubFixture.SIREN, 600, "Hall");
        miss("smoke", HubFixture.SMOKE, 630, "Kitchen");
        open();
        browser.waitForText("#overlay h2", "Smoke alarm");
        server.alerts.raise(HubFixture.start("bell", HubFixture.DOORBELL, now, "Hall"));
        browser.waitForText("#overlay h2", "Doorbell");
        waitUntil("document.getElementById('overlay').dataset.sounding === 'true'");
        browser.waitForText("#overlay-others", "Smoke alarm");
    }

    @Test
    void anEmergencyThatSomebodySawElsewhereCoversNoScreen() throws Exception {
        miss("smoke", HubFixture.SMOKE, 600, "Kitchen");
        open();
        waitUntil(OPEN);
        HttpRequest seen =
                HttpRequest.newBuilder(server.uri("/api/timeline/seen?id=smoke"))
                        .header("Soribit-Request", "test")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        HttpClient.newHttpClient().send(seen, HttpResponse.BodyHandlers.discarding());
        waitUntil("!" + OPEN);
        waitUntil(LISTED + " === 0");
    }

    @Test
    void anEmergencyStaysWhenTheHubHasStartedAgain() throws Exception {
        serveAtPortOfItsOwn();
        SoundEvent smoke = HubFixture.start("smoke", HubFixture.SMOKE, now, "Kitchen");
        SoundEvent bell = HubFixture.start("bell", HubFixture.DOORBELL, now, "Hall");
        server.alerts.raise(smoke);
        server.alerts.raise(bell);
        browser.waitForText("#overlay-others", "Doorbell");
        server.page.unbindAlerts(server.alerts);
        browser.waitForText("#overlay-time", "Stopped");
        int port = server.port();
        server.close();
        waitUntil("document.body.dataset.link === 'lost'");
        server = new TestServer(port, config());
        waitUntil("document.getElementById('overlay-others').children.length === 0");
        assertThat(browser.text("#overlay h2")).isEqualTo("Smoke alarm");
    }

    @Test
    void aSoundThatWasPutAsideCoversTheScreenAgainAsAnAlert() {
        SoundEvent smoke = HubFixture.start("1", HubFixture.SMOKE, now, "Kitchen");
        server.page.onSound(smoke);
        waitUntil(OPEN);
        holdOverlay();
        waitUntil("!" + OPEN);
        server.alerts.raise(smoke);
        waitUntil(OPEN);
        holdOverlay();
        waitUntil("!" + OPEN);
        Await.until(
                "the hub knows it",
                () ->
                        server.alerts.active().stream()
                                .map(AlertChange::state)
                                .toList()
                                .equals(List.of(AlertState.ACKNOWLEDGED)));
    }

    @Test
    void whatTheHubDoesNotAcceptStaysListed() {
        miss("bell", HubFixture.DOORBELL, 3, "Hall");
        open();
        browser.waitForText("#missed-count", "1 missed");
        server.store.failing = true;
        part("#missed-seen").click();
        browser.waitForText("#missed-outcome", "is the disk full?");
        server.store.failing = false;
        browser.run(
                "const send = window.fetch; window.fetch = (address, options) =>"
                        + " address.includes('timeline/seen') ? Promise.reject(new TypeError())"
                        + " : send(address, options)");
        part("#missed-seen").click();
        browser.waitForText("#missed-outcome", "The hub did not accept it");
        assertThat(browser.is(LISTED + " === 1")).isTrue();
        open();
        browser.waitForText("#missed-count", "1 missed");
        part("#missed-seen").click();
        waitUntil(LISTED + " === 0");
        assertThat(server.store.history(1).get(0).state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(part("#missed-section").isDisplayed()).isFalse();
    }

    @Test
    void aDeviceThatMayOnlyLookHidesThemAndSaysSo(@TempDir Path folder) throws Exception {
        UserFile users = new UserFile(folder.resolve("page-users"));
        users.put(new User("Minsu", Passwords.hash("open sesame".toCharArray()), "admin"));
        String code =
                new PairingFile(folder.resolve("page-pairing"))
                        .offer("hall wall", "viewer", Instant.now());
        server.close();
        server = new TestServer(0, config(), folder.resolve("page-users"));
        server.page.bindHearing(hub);
        miss("bell", HubFixture.DOORBELL, 3, "Hall");
        browser.driver.get(server.uri("/pair.html#" + code).toString());
        browser.waitForText("#pair-what", "hall wall");
        part("#pair").click();
        browser.waitForText("#missed-count", "1 missed");
        part("#missed-seen").click();
        browser.waitForText("#missed-outcome", "on this device only");
        assertThat(browser.is(LISTED + " === 0")).isTrue();
        assertThat(server.store.history(1).get(0).state()).isEqualTo(AlertState.ENDED);
        part("#mode [data-mode=sleep]").click();
        browser.waitForText("#mode-outcome", "this needs the role resident");
        server.alerts.raise(HubFixture.start("bell", HubFixture.DOORBELL, now, "Hall"));
        waitUntil(OPEN + " && document.getElementById('overlay').dataset.ready === 'true'");
        part("#overlay-seen").click();
        waitUntil("!" + OPEN);
        browser.waitForText("#seen-outcome", "Doorbell: seen on this device only");
        server.alerts.acknowledge("bell", "Minsu");
        waitUntil("document.getElementById('seen-outcome').textContent === ''");
        miss("baby", HubFixture.BABY, 1, "Nursery");
        open();
        browser.waitForText("#missed-count", "1 missed");
        browser.waitForText("[data-missed=baby_cry]", "Nursery");
    }
}
