// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing;
import io.soribit.testkit.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Alerts, devices and displays, as people see them in a browser. */
@Timeout(120)
class AlertsPageTest extends OpenPage {
    private void click(String selector) {
        browser.driver.findElement(By.cssSelector(selector)).click();
    }

    @Test
    void alertsAreCountedEscalatedAndSeenOneByOneOrAllAtOnce() {
        var dog = HubFixture.start("1", HubFixture.COUGH, now, "Kitchen");
        server.alerts.raise(dog, Urgency.NOTICE, AlertState.REPEATED, 14);
        server.alerts.raise(
                HubFixture.start("2", HubFixture.BABY, now, "Nursery"),
                Urgency.URGENT,
                AlertState.ESCALATED,
                1);
        browser.waitForText("[data-alert=cough]", "14 times");
        browser.waitForText("[data-alert=cough] .state-text", "Repeated, not seen yet");
        browser.waitForText("[data-alert=baby_cry] .state-text", "Not seen: more devices notified");
        browser.waitUntil(
                "document.getElementById('announce').textContent"
                        + " === 'Nobody has seen it yet: Baby crying, Nursery'");

        browser.waitForText("#overlay", "Nursery");
        tapOverlay("overlay-seen");
        browser.waitForText("[data-alert=baby_cry] .seen", "(on the page)");
        browser.waitForText("#alerts li:first-child", "Coughing");
        assertThat(browser.text("#seen-all")).isEmpty();

        server.alerts.raise(HubFixture.start("3", HubFixture.DOORBELL, now, "Hall"));
        browser.waitForText("#seen-all", "All 2 seen");
        tapOverlay("overlay-later");
        click("#seen-all");
        browser.waitForText("[data-alert=doorbell] .state-text", "Seen");
        browser.waitForText("[data-alert=cough] .state-text", "Seen");
        List.of("1", "2", "3").forEach(server.alerts::end);
        waitUntil("document.getElementById('alerts-section').hidden");
    }

    @Test
    void anAlertWithoutASoundIsAnnouncedAndShown() {
        server.alerts.raise(HubFixture.start("1", Sound.NOT_HEARD, now, "Cellar"));
        browser.waitForText("[data-alert=not_heard]", "Room is not heard");
        assertThat(browser.text("[data-alert=not_heard]")).contains("Cellar", "Not seen yet");
        assertThat(browser.is("!!document.querySelector('[data-alert=not_heard] .tile svg')"))
                .isTrue();
    }

    @Test
    void anEmergencyThatIsShownLargeIsNotListedTwiceAndHasOneButton() {
        var smoke = HubFixture.start("1", HubFixture.SMOKE, now, "Kitchen");
        server.page.onSound(smoke);
        server.alerts.raise(smoke);
        browser.waitForText("#overlay-seen", "I have seen it");
        assertThat(browser.is("document.getElementById('alerts-section').hidden")).isTrue();
        browser.waitForText("#list [data-sound=smoke_alarm] .seen", "Not seen yet");
        assertThat(browser.driver.findElements(By.cssSelector("#overlay-seen, .seen button")))
                .hasSize(1);
        holdOverlay();
        browser.waitForText("#emergency .seen", "(on the page)");
        browser.waitForText("#list [data-sound=smoke_alarm] .seen", "(on the page)");
        assertThat(browser.driver.findElements(By.cssSelector(".seen button"))).isEmpty();
    }

    @Test
    void thePageSaysWhoHasSeenAnAlertAndWhoHasNot() {
        server.alerts.raise(HubFixture.start("1", HubFixture.DOORBELL, now, "Hall"));
        browser.waitForText("#overlay h2", "Doorbell");
        assertThat(browser.text("#overlay-viewers")).isEmpty();
        server.alerts.seen("1", List.of("Ada"), List.of("Minsu"));
        browser.waitForText("#overlay-viewers", "Seen by Ada, not yet by Minsu");
        tapOverlay("overlay-later");
        browser.waitForText("[data-alert=doorbell] .viewers", "not yet by Minsu");
        server.alerts.seen("1", List.of("Ada", "Minsu"), List.of());
        browser.waitForText("[data-alert=doorbell] .viewers", "Seen by Ada and Minsu");
        server.alerts.acknowledge("1", "Minsu");
        browser.waitForText("[data-alert=doorbell] .seen", "(Minsu)");
    }

    @Test
    void aSoundHasTheUrgencyOfItsAlert() {
        var off = HubFixture.start("1", HubFixture.DOORBELL, now.minusSeconds(5), "Hall");
        var raised = HubFixture.start("2", HubFixture.COUGH, now, "Hall");
        var lowered = HubFixture.start("3", HubFixture.SMOKE, now, "Kitchen");
        List.of(off, raised, lowered).forEach(server.page::onSound);
        browser.waitForText("#overlay h2", "Smoke alarm");
        browser.waitForText("[data-sound=doorbell] .chip", "Only shown");
        assertThat(
                        browser.is(
                                "!!document.querySelector('[data-sound=doorbell][data-urgency=info]')"))
                .isTrue();
        server.alerts.raise(raised, Urgency.EMERGENCY, AlertState.RAISED, 1);
        server.alerts.raise(lowered, Urgency.NOTICE, AlertState.RAISED, 1);
        browser.waitForText("#overlay h2", "Coughing");
        browser.waitForText("#list [data-sound=cough] .chip", "Emergency");
        browser.waitForText("#list [data-sound=smoke_alarm] .chip", "Notice");
        assertThat(browser.text("#overlay, #emergency")).doesNotContain("Smoke alarm");
        browser.waitForText("[data-alert=smoke_alarm]", "Not seen yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIET", "STALLED", "LOST", "RECOVERING"})
    void aRoomThatIsNotHeardCannotBeOverlooked(String state) {
        assertThat(browser.is("document.getElementById('unheard').hidden")).isTrue();
        hub.source("Kitchen", SourceState.valueOf(state), "see the plug", -120, now);
        browser.waitForText("#unheard", "Not heard: Kitchen");
        assertThat(browser.text("#unheard")).contains("Kitchen: see the plug");
        assertThat(browser.is("!!document.querySelector('#unheard-icon svg path')")).isTrue();
        String room = "#rooms [data-state=" + state.toLowerCase(java.util.Locale.ROOT) + "]";
        assertThat(browser.text(room + " .state-text")).isNotBlank();
        assertThat(browser.is("!!document.querySelector('" + room + " .state svg path')")).isTrue();
        hub.source("Kitchen", SourceState.ENDED, "", -120, now);
        waitUntil("document.getElementById('unheard').hidden");
    }

    @Test
    void whatIsWrongBetweenHubsCannotBeOverlooked() {
        waitUntil("document.getElementById('hubs').hidden");
        List<SourceSharing.Trouble> troubles = new CopyOnWriteArrayList<>();
        SourceSharing sharing =
                new SourceSharing() {
                    @Override
                    public @Nullable SourceStatus elsewhere(SourceStatus here) {
                        return null;
                    }

                    @Override
                    public List<Trouble> troubles() {
                        return troubles;
                    }
                };
        for (SourceSharing.Problem problem : SourceSharing.Problem.values()) {
            troubles.add(new SourceSharing.Trouble(problem, "hub-b"));
        }
        server.page.bindSharing(sharing);

        browser.waitForText("#hubs-what", "Something is wrong between this hub and the others");
        assertThat(browser.text("#hubs-why"))
                .contains(
                        "No other hub is connected (hub-b)",
                        "Set the same key",
                        "Install the same version",
                        "Another hub is called hub-b, too",
                        "The clock of hub hub-b differs")
                .doesNotContain("hubs_");
        assertThat(browser.is("!!document.querySelector('#hubs-icon svg path')")).isTrue();
        try {
            click("#language");
            browser.waitForText("#hubs-what", "이 허브와 다른 허브 사이에 문제가 있습니다");
            assertThat(browser.text("#hubs-why")).doesNotContain("hubs_", "hub is");
        } finally {
            browser.run("localStorage.clear()");
        }
        troubles.clear();
        waitUntil("document.getElementById('hubs').hidden");
        server.page.unbindSharing(sharing);
    }

    @Test
    void lampsThatCannotBeReachedCannotBeOverlooked() {
        waitUntil("document.getElementById('unreached').hidden");
        hub.connected = false;
        browser.waitForText("#unreached-what", "Lamps and displays cannot be reached");
        assertThat(browser.text("#unreached-why"))
                .contains(
                        "No connection to the MQTT broker: tcp://127.0.0.1:1883",
                        "Check that it is running");
        assertThat(browser.is("!!document.querySelector('#unreached-icon svg path')")).isTrue();
        assertThat(browser.is("document.getElementById('unreached').offsetTop < 20")).isTrue();
        try {
            click("#language");
            browser.waitForText("#unreached-what", "조명과 디스플레이에 연결할 수 없습니다");
        } finally {
            browser.run("localStorage.clear()");
        }
        hub.connected = true;
        waitUntil("document.getElementById('unreached').hidden");
        server.page.unbindBus(hub);
        browser.waitForText("#unreached-why", "io.soribit.notify.mqtt");
        server.page.bindBus(hub);
        waitUntil("document.getElementById('unreached').hidden");
    }

    @Test
    void aHistoryThatCannotBeWrittenCannotBeOverlooked() {
        AtomicReference<HealthCheck.Result> result =
                new AtomicReference<>(HealthCheck.Result.ok("history"));
        HealthCheck history =
                new HealthCheck() {
                    @Override
                    public String name() {
                        return "history";
                    }

                    @Override
                    public List<Result> check() {
                        return List.of(result.get());
                    }
                };
        server.page.bindCheck(history);
        waitUntil("document.getElementById('problems').hidden");
        result.set(HealthCheck.Result.critical("alerts cannot be recorded in history.db", ""));
        server.page.live().services().problems().refresh();
        browser.waitForText("#problems-what", "Alerts are not recorded");
        browser.waitForText("#problems-why", "alerts cannot be recorded in history.db");
        try {
            click("#language");
            browser.waitForText("#problems-what", "알림이 기록되지 않습니다");
            browser.waitForText("#problems-why", "디스크 공간을 확보하세요");
        } finally {
            browser.run("localStorage.clear()");
        }
        server.page.unbindCheck(history);
        waitUntil("document.getElementById('problems').hidden");
    }

    @Test
    void theModeIsChosenHereAndElsewhere() {
        waitUntil("document.getElementById('mode').dataset.mode === 'home'");
        assertThat(browser.text("#mode [data-mode=sleep]")).contains("Sleep", "only shown");
        browser.driver.findElement(By.cssSelector("#mode [data-mode=sleep]")).sendKeys(Keys.ENTER);
        waitUntil("document.getElementById('mode').dataset.mode === 'sleep'");
        Await.until("it is chosen", () -> server.modes.mode() == HomeMode.SLEEP);
        server.modes.set(HomeMode.AWAY, "test");
        waitUntil("document.querySelector('#mode [aria-pressed=true]').dataset.mode === 'away'");
        server.page.unbindModes(server.modes);
        waitUntil("document.getElementById('mode-choice').hidden");
        assertThat(server.modes.watchers).isEmpty();
    }

    @Test
    void devicesAreTestedAndTakenIntoUse() {
        show("home");
        browser.waitForText("#no-devices", "found automatically");
        server.devices.put("shelf", "WLED", "colour", false, true);
        server.devices.put("clock", "AWTRIX 3", "display", true, false);
        browser.waitForText("[data-device=found]", "shelf");
        browser.waitForText("[data-device=used_away]", "see that it has power");
        browser.waitForText("[data-device=used_away] .test", "Show");
        click("[aria-label='Flash: shelf']");
        browser.waitForText("#devices-outcome", "shelf identifies itself");
        assertThat(server.devices.tested).containsExactly("shelf");
        click("[aria-label='Use: shelf']");
        browser.waitForText("[data-device=used]", "shelf");
        click("[aria-label='Show: clock']");
        browser.waitForText("#devices-outcome[data-ok=false]", "clock does not answer");
        click("[aria-label='Stop using: shelf']");
        browser.waitForText("[data-device=found]", "Found, not in use");
    }

    @Test
    void lampsOfAllKindsAreShownByTheirNames() {
        show("home");
        server.devices.put("wled:wled/shelf", "WLED", "colour", true, true);
        hub.send(
                "soribit/hub/lamp/wled:wled/shelf",
                "{\"state\":\"ON\",\"brightness\":254,\"color\":{\"hex\":\"#00C853\"}}");
        browser.waitForText("[data-lamp='wled:wled/shelf']", "Green #00C853");
        browser.waitForText("[data-lamp='wled:wled/shelf'] .lamp-detail", "WLED");
        server.devices.all.put(
                "wled:wled/shelf",
                new io.soribit.api.hub.Device(
                        "wled:wled/shelf", "Shelf", "WLED", "colour", true, true, ""));
        browser.waitForText("#devices", "Shelf");
        hub.send("soribit/hub/lamp/wled:wled/shelf", "{\"state\":\"OFF\"}");
        browser.waitForText("[data-lamp='wled:wled/shelf'] h3", "Shelf");
        browser.waitForText("[data-lamp='wled:wled/shelf'] .lamp-state", "Off");
    }

    @Test
    void simulatedDisplaysAndLampsAreShownAsPictures() {
        show("home");
        String root = "soribit/hub/simulated/";
        hub.send(
                root + "clock",
                "{\"name\":\"clock\",\"kind\":\"AWTRIX 3\",\"text\":\"Doorbell - hall\","
                        + "\"colour\":\"#00C853\",\"hold\":true,\"stale\":false}");
        hub.send(root + "shelf", "{\"kind\":\"WLED\",\"colour\":\"#ff9100\",\"on\":true}");
        browser.waitForText("[data-display=clock] .screen", "Doorbell - hall");
        browser.waitForText("[data-display=clock] .state-text", "until it is seen");
        assertThat(style("[data-display=clock] .screen-text", "color"))
                .isEqualTo("rgb(0, 200, 83)");
        browser.waitForText("[data-lamp=shelf]", "Orange #FF9100");
        browser.waitForText("[data-lamp=shelf] .lamp-detail", "WLED");
        browser.waitForText("[data-lamp=shelf] .lamp-state", "On");
        List<String> presses = new java.util.concurrent.CopyOnWriteArrayList<>();
        hub.subscribe(root + "+/press", (topic, payload, retained) -> presses.add(topic));
        click("[aria-label='Press button: clock']");
        Await.until("it is pressed", () -> presses.equals(List.of(root + "clock/press")));
        hub.send(root + "clock", "{\"kind\":\"AWTRIX 3\",\"stale\":true}");
        browser.waitForText("[data-shows=stale]", "the hub does not respond");
        hub.send(root + "clock", "");
        hub.send(root + "shelf", "");
        waitUntil("!document.querySelector('[data-display], [data-lamp]')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void noTextIsMissing(String language) {
        fill();
        if (language.equals("ko")) {
            click("#language");
        }
        try {
            browser.waitForText("#alerts-title", language.equals("ko") ? "알림" : "Active alerts");
            // The log is in the hub's own words.
            browser.run("document.getElementById('log-lines').style.display = 'none'");
            for (String view : VIEWS) {
                show(view);
                assertThat(browser.text("body"))
                        .as(view)
                        .doesNotContainPattern("\\b[a-z]+_[a-z_]+\\b(?!\")")
                        .doesNotContain("undefined", "null");
            }
        } finally {
            browser.run("localStorage.clear()");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textsHaveContrastInBothThemes(String theme) {
        fill();
        browser.run("document.documentElement.dataset.theme = arguments[0]", theme);
        for (String view : VIEWS) {
            show(view);
            @SuppressWarnings("unchecked")
            List<String> weak = (List<String>) browser.run(Contrast.SCRIPT);
            assertThat(weak).as(view).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, 1280})
    void fitsEveryWidth(int width) {
        fill();
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                java.util.Map.of(
                        "width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
        try {
            waitUntil("innerWidth === " + width);
            for (String view : VIEWS) {
                show(view);
                assertThat(browser.run("return document.documentElement.scrollWidth").toString())
                        .as(view)
                        .isEqualTo(Integer.toString(width));
            }
        } finally {
            browser.driver.executeCdpCommand(
                    "Emulation.clearDeviceMetricsOverride", java.util.Map.of());
        }
    }

    /** One of each kind that this part of the page can show. */
    void fill() {
        hub.source("Kitchen", SourceState.QUIET, "see that it is not muted", -96, now);
        hub.source("Bath", SourceState.RECOVERING, "unplugged", -120, now);
        hub.source("Study", SourceState.STALLED, "see the plug", -120, now);
        server.alerts.raise(
                HubFixture.start("1", HubFixture.COUGH, now, "Kitchen"),
                Urgency.NOTICE,
                AlertState.REPEATED,
                14);
        server.alerts.raise(HubFixture.start("2", Sound.NOT_HEARD, now, "Study"));
        server.alerts.raise(
                HubFixture.start("3", HubFixture.BABY, now, "Nursery"),
                Urgency.URGENT,
                AlertState.ESCALATED,
                1);
        server.alerts.raise(HubFixture.start("4", HubFixture.DOORBELL, now, "Hall"));
        server.alerts.acknowledge("4", "Minsu");
        server.devices.put("living-room", "Zigbee2MQTT", "colour", true, true);
        server.devices.put("bed", "Shelly", "switch", true, false);
        server.devices.put("shelf", "WLED", "colour", false, true);
        server.devices.put("clock", "AWTRIX 3", "display", false, false);
        server.devices.put("phone", "ntfy", "push", true, true);
        String root = "soribit/hub/simulated/";
        hub.send(
                root + "clock",
                "{\"kind\":\"AWTRIX 3\",\"text\":\"Doorbell - Hall\",\"colour\":\"#00C853\","
                        + "\"hold\":true}");
        hub.send(root + "plate", "{\"kind\":\"openHASP\",\"text\":\"\",\"stale\":true}");
        hub.send(root + "shelf", "{\"kind\":\"WLED\",\"colour\":\"#FF9100\",\"on\":true}");
        browser.waitForText("#overlay", "Baby crying");
        tapOverlay("overlay-later");
        show("home");
        browser.waitForText("[data-display=plate]", "the hub does not respond");
        browser.waitForText("#devices", "living-room");
        show("now");
        browser.waitForText("#unheard", "Kitchen");
        hub.connected = false;
        browser.waitForText("#unreached", "Lamps and displays");
    }
}
