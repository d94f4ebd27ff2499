// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.hub.Timeline.Verdict;
import io.soribit.common.security.PairingFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.testkit.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** What a household lives with: the alert over everything, the wall, and the timeline. */
@Timeout(120)
class HouseholdPageTest extends OpenPage {
    private static final String OPEN = "document.getElementById('overlay').open";

    /** For 300 ms by the clock of the page: it takes an action longer on a busy machine. */
    private static final String PRESS =
            "const button = document.getElementById('overlay-seen');"
                    + "const send = (type) => button.dispatchEvent(new PointerEvent(type,"
                    + " { bubbles: true, detail: 1, pointerType: 'mouse' }));"
                    + "send('pointerdown');"
                    + "setTimeout(() => { send('pointerup'); send('click'); }, 300);";

    /** Keeps how long the page waits, by its own clock. */
    private static final String PAUSES =
            "const set = window.setTimeout; window.pauses = [];"
                    + "window.setTimeout = (act, pause) =>"
                    + " { pauses.push(pause); return set(act, pause); }";

    @AfterEach
    void forget() {
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of()));
        browser.run("localStorage.clear()");
    }

    private void raise(String id, Sound sound, String room) {
        SoundEvent start = HubFixture.start(id, sound, now, room);
        server.page.onSound(start);
        server.alerts.raise(start);
    }

    private void size(int width, int height) {
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
        waitUntil("innerWidth === " + width);
    }

    private void remember(String id, Sound sound, int minutesAgo, String room, AlertState... all) {
        Instant onset = now.minusSeconds(60L * minutesAgo);
        Alert alert = new Alert(id, HubFixture.start(id, sound, onset, room), sound.urgency());
        server.store.record(new AlertChange(alert, AlertState.RAISED, onset, ""));
        for (AlertState state : all) {
            server.store.record(new AlertChange(alert, state, onset.plusSeconds(5), "Minsu"));
        }
    }

    @Test
    void aSmokeAlarmIsMoreDangerousThanALaterSiren() {
        raise("1", HubFixture.SMOKE, "Kitchen");
        browser.waitForText("#overlay h2", "Smoke alarm");
        raise("2", HubFixture.SIREN, "Hall");
        browser.waitForText("#overlay-others", "Siren, Hall");
        assertThat(browser.text("#overlay h2")).isEqualTo("Smoke alarm");
    }

    @Test
    void theMostDangerousIsShownFirstAndTheOthersAreNamed() {
        raise("1", HubFixture.DOORBELL, "Hall");
        browser.waitForText("#overlay h2", "Doorbell");
        assertThat(browser.text("#overlay-do")).isEqualTo("Somebody is at the door.");
        raise("2", HubFixture.SMOKE, "Kitchen");
        browser.waitForText("#overlay h2", "Smoke alarm");
        browser.waitForText("#overlay-others", "Doorbell, Hall");
        assertThat(browser.is("document.getElementById('overlay-later').hidden")).isTrue();
        holdOverlay();
        browser.waitForText("#overlay h2", "Doorbell");
        tapOverlay("overlay-seen");
        browser.waitUntil("!" + OPEN);
        Await.until(
                "both are acknowledged",
                () ->
                        server.alerts.active().stream()
                                .allMatch(alert -> alert.state() == AlertState.ACKNOWLEDGED));
        assertThat(server.alerts.active()).hasSize(2);
        browser.waitForText("#emergency .seen", "(on the page)");
        assertThat(browser.text("#emergency")).contains("Smoke alarm", "Kitchen");
    }

    @Test
    void oneTapSaysThatItWasSomethingElse() {
        remember("1", HubFixture.DOORBELL, 0, "Hall");
        raise("1", HubFixture.DOORBELL, "Hall");
        browser.waitForText("#overlay-wrong", "It was something else");
        assertThat(Axe.violations(browser)).isEmpty();
        tapOverlay("overlay-wrong");
        browser.waitUntil("!" + OPEN);
        Await.until(
                "it is acknowledged and corrected",
                () ->
                        server.alerts.active().stream()
                                        .allMatch(a -> a.state() == AlertState.ACKNOWLEDGED)
                                && server.timeline.verdicts.containsKey("1"));
        assertThat(server.timeline.verdicts.get("1").right()).isFalse();
    }

    @Test
    void anEmergencyIsNotAcknowledgedByAShortPressOrEscape() {
        raise("1", HubFixture.SMOKE, "Kitchen");
        browser.waitForText("#overlay h2", "Smoke alarm");
        browser.waitUntil("document.getElementById('overlay').dataset.ready === 'true'");
        browser.run(PRESS);
        browser.waitForText("#overlay-seen", "Hold it for one second");
        browser.driver.findElement(By.id("overlay")).sendKeys(Keys.ESCAPE);
        assertThat(browser.is(OPEN)).isTrue();
        assertThat(server.alerts.active().get(0).state()).isEqualTo(AlertState.RAISED);
    }

    @Test
    void anEmergencyIsAcknowledgedByAKeyThatIsHeld() {
        raise("1", HubFixture.SMOKE, "Kitchen");
        browser.waitUntil("document.getElementById('overlay').dataset.ready === 'true'");
        assertThat(browser.is("document.activeElement.id === 'overlay'")).isTrue();
        browser.run("document.getElementById('overlay-seen').focus()");
        browser.run(PAUSES);
        new Actions(browser.driver).keyDown(" ").perform();
        browser.waitUntil("!" + OPEN);
        new Actions(browser.driver).keyUp(" ").perform();
        assertThat(browser.is("pauses.includes(1000)")).as("one second is enough").isTrue();
        browser.waitForText("#emergency .seen", "(on the page)");
        assertThat(server.alerts.active().get(0).state()).isEqualTo(AlertState.ACKNOWLEDGED);
    }

    @Test
    void anAlertThatIsOverStaysUntilItIsSeen() {
        SoundEvent bell = HubFixture.start("1", HubFixture.DOORBELL, now, "Hall");
        server.page.onSound(bell);
        server.alerts.raise(bell);
        remember("1", HubFixture.DOORBELL, 0, "Hall", AlertState.ENDED);
        waitForStopwatch();
        server.page.onSound(HubFixture.end("1", HubFixture.DOORBELL, now, Instant.now(), "Hall"));
        server.alerts.end("1");
        browser.waitForText("#overlay-time", "Stopped");
        tapOverlay("overlay-seen");
        browser.waitUntil("!" + OPEN);
        waitUntil("!document.querySelector('[data-missed]')");
        Await.until(
                "it is written that it was seen",
                () -> server.store.history(1).get(0).state() == AlertState.ACKNOWLEDGED);
    }

    @Test
    void aFaultIsOneLineAndNeverCoversTheScreen() {
        hub.source("Kitchen", SourceState.LOST, "unplugged", -120, now);
        SoundEvent start = HubFixture.start("9", Sound.NOT_HEARD, now, "Kitchen");
        server.alerts.raise(
                new SoundEvent(
                        "9",
                        start.phase(),
                        true,
                        start.rooms(),
                        start.sound(),
                        now,
                        null,
                        1,
                        List.of(),
                        -120,
                        "liveness",
                        null,
                        Duration.ZERO));
        browser.waitForText("[data-alert=not_heard]", "Kitchen");
        browser.waitForText("#sentence", "Kitchen is not heard");
        assertThat(browser.is(OPEN)).isFalse();
        raise("1", HubFixture.BABY, "Nursery");
        browser.waitForText("#overlay-faults", "Not heard: Kitchen");
        assertThat(browser.text("#overlay h2")).isEqualTo("Baby crying");
        assertThat(browser.text("#overlay-others")).isEmpty();
    }

    /** One step a second is 0.5 Hz; a saturated red does not change at all, only a white frame. */
    @Test
    void theScreenChangesAtMostOnceASecondAndNotAtAllWithReducedMotion() {
        raise("1", HubFixture.DOORBELL, "Hall");
        waitUntil(OPEN + " && document.getElementById('overlay').dataset.sounding === 'true'");
        assertThat(animation("name", "duration", "timing-function")).isEqualTo("step 2s steps(1)");
        raise("2", HubFixture.SMOKE, "Kitchen");
        waitUntil("document.getElementById('overlay').dataset.red === 'true'");
        assertThat(animation("name", "duration", "timing-function")).isEqualTo("frame 2s steps(1)");
        browser.driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        waitUntil("matchMedia('(prefers-reduced-motion: reduce)').matches");
        assertThat(animation("name")).isEqualTo("none");
    }

    private static String animation(String... properties) {
        return Objects.toString(
                browser.run(
                        "const s = getComputedStyle(document.getElementById('overlay'), '::before');"
                                + "return arguments[0].map((p) => s['animation-' + p]).join(' ')",
                        List.of(properties)));
    }

    @ParameterizedTest
    @CsvSource({"320, 640", "375, 667", "667, 375", "800, 1180", "1280, 800"})
    void theOverlayFitsEveryScreen(int width, int height) {
        size(width, height);
        hub.source("Kitchen", SourceState.LOST, "unplugged", -120, now);
        raise("1", HubFixture.DOORBELL, "Hall");
        raise("2", HubFixture.SMOKE, "Kitchen");
        browser.waitForText("#overlay-faults", "Not heard: Kitchen");
        browser.waitForText("#overlay-others", "Doorbell");
        assertThat(
                        browser.run(
                                "const o = document.getElementById('overlay');"
                                        + "return [...o.children].filter((e) => e.checkVisibility()"
                                        + " && !e.classList.contains('unseen')).filter((e) => {"
                                        + "const r = e.getBoundingClientRect(); return r.left < 0"
                                        + " || r.right > innerWidth || r.bottom > innerHeight"
                                        + " || r.top < 0}).map((e) => e.id)"))
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "800, 1280", "1024, 600", "375, 667", "320, 568"})
    void theWallNeverScrolls(int width, int height) {
        for (String room : List.of("Kitchen", "Bedroom", "Study", "Bath", "Nursery")) {
            hub.source(room, SourceState.LISTENING, "", -40, now.plusSeconds(3600));
        }
        hub.source("Cellar", SourceState.LOST, "unplugged", -120, now);
        browser.driver.get(server.uri("/?view=wall").toString());
        size(width, height);
        browser.waitForText("#rooms", "Nursery");
        browser.waitForText("#unheard", "Cellar");
        assertThat(
                        browser.is(
                                "document.documentElement.scrollHeight <= innerHeight"
                                        + " && document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        assertThat(
                        browser.run(
                                "return ['#sentence', '#mode', ...[...document.querySelectorAll("
                                        + "'.room h3')]].map((e) => e.closest ? e"
                                        + " : document.querySelector(e)).filter((e) => {"
                                        + "const r = e.getBoundingClientRect(); return !r.height"
                                        + " || r.right > innerWidth || r.bottom > innerHeight})"
                                        + ".map((e) => e.id || e.textContent)"))
                .isEqualTo(List.of());
    }

    @Test
    void theSentenceSaysWhatSoundsAndThenThatAllIsQuiet() {
        browser.waitForText("#sentence", "All quiet. Hearing 1 room.");
        SoundEvent phone = HubFixture.start("1", HubFixture.PHONE, Instant.now(), "Hall");
        server.page.onSound(phone);
        browser.waitForText("#sentence", "Phone: Hall, ");
        server.page.onSound(
                HubFixture.end("1", HubFixture.PHONE, phone.onset(), Instant.now(), "Hall"));
        browser.waitForText("#sentence", "All quiet.");
        browser.waitForText("#rooms .last-sound", "Last: Phone");
        server.page.unbindHearing(hub);
        browser.waitForText("#sentence", "Not listening");
    }

    @Test
    void theDotMovesOnlyWhenAWindowWasScored() {
        browser.waitForText("#rooms", "Hall");
        String step = "document.querySelector('.dot').dataset.step";
        String before = Objects.toString(browser.run("return " + step));
        server.page.live().sendStatus();
        server.page.live().sendStatus();
        browser.waitForText("#rooms", "heard just now");
        assertThat(browser.run("return " + step)).isEqualTo(before);
        SourceStatus s = hub.sources.get(0);
        hub.sources.set(
                0,
                new SourceStatus(
                        s.source(),
                        s.room(),
                        s.state(),
                        s.message(),
                        s.levelDb(),
                        s.lastScored(),
                        new SourceStatus.Windows(7201, 0, 0, 1)));
        waitUntil(step + " === '" + (Integer.parseInt(before) + 1) + "'");
    }

    @Test
    void readinessSaysWhatCanReachAndWakeAPerson() {
        browser.waitForText("#readiness", "No lamp, display or phone can reach you");
        server.devices.put("hall", "WLED", "colour", true, true);
        server.devices.put("lounge", "WLED", "light", true, true);
        server.devices.put("kitchen", "WLED", "light", true, false);
        server.devices.put("phone", "ntfy", "push", true, true);
        browser.waitForText(
                "#readiness", "2 lamps and 1 phone can reach you. Nothing can wake you.");
        server.devices.put("bed", "Shelly", "shaker", true, true);
        browser.waitForText("#readiness", "2 lamps, 1 phone, and 1 bed shaker can reach you.");
        assertThat(browser.text("#readiness")).doesNotContain("wake");
    }

    @Test
    void theTimelineIsReadPageByPageAndFiltered() {
        for (int i = 0; i < 70; i++) {
            remember("d" + i, HubFixture.PHONE, i + 10, "Kitchen", AlertState.ACKNOWLEDGED);
        }
        remember("bell", HubFixture.DOORBELL, 3, "Hall", AlertState.ENDED);
        show("timeline");
        waitUntil("document.querySelectorAll('#events > li').length === 30");
        assertThat(browser.text("#events li:first-child")).contains("Doorbell", "Hall");
        browser.driver.findElement(By.id("older")).click();
        waitUntil("document.querySelectorAll('#events > li').length === 60");
        browser.driver.findElement(By.id("older")).click();
        waitUntil("document.querySelectorAll('#events > li').length === 71");
        assertThat(browser.driver.findElement(By.id("older")).isDisplayed()).isFalse();
        browser.driver.findElement(By.id("filter-unseen")).click();
        waitUntil("document.querySelectorAll('#events > li').length === 1");
        browser.waitForText("#events", "Nobody confirmed it");
        browser.driver.findElement(By.id("filter-unseen")).click();
        browser.driver
                .findElement(By.cssSelector("#filter-sound option[value=phone_ring]"))
                .click();
        waitUntil("document.querySelectorAll('#events > [data-event=phone_ring]').length === 30");
        browser.driver.findElement(By.cssSelector("#filter-urgency option[value=urgent]")).click();
        browser.waitForText("#timeline-state", "Nothing to show");
        assertThat(browser.is("document.querySelectorAll('#heat tbody tr').length === 7")).isTrue();
    }

    @Test
    void anEventSaysWhyItAlertedAndIsCorrected() {
        remember("bell", HubFixture.DOORBELL, 3, "Hall", AlertState.ACKNOWLEDGED, AlertState.ENDED);
        show("timeline");
        browser.waitForText("#events", "Seen at");
        browser.driver.findElement(By.cssSelector("#events summary")).click();
        browser.waitForText("#events dl", "Coughing (12%)");
        assertThat(browser.text("#events dl")).contains("87%", "-23 dB", "home-int8, 310 ms");
        server.store.failing = true;
        browser.driver.findElement(By.cssSelector("#events .right")).click();
        browser.waitForText("[data-event=doorbell] .outcome", "is the disk full?");
        server.store.failing = false;
        browser.driver.findElement(By.cssSelector("#events .right")).click();
        browser.waitForText("#events summary", "it was right");
        browser.driver.findElement(By.cssSelector(".judge option[value=phone_ring]")).click();
        browser.waitForText("#events summary", "it was: Phone");
        assertThat(server.timeline.verdicts.get("bell").label()).isEqualTo("phone_ring");
        assertThat(server.timeline.verdicts.get("bell").right()).isFalse();
    }

    @Test
    void whatToDoNextIsInTheWordsOfTheHousehold() {
        raise("1", HubFixture.BABY, "Nursery");
        browser.waitForText("#overlay-do", "Jiwoo is awake: her milk is in the fridge.");
        tapOverlay("overlay-seen");
        raise("2", HubFixture.DOORBELL, "Hall");
        browser.waitForText("#overlay-do", "Somebody is at the door.");
    }

    @Test
    void whatWasWrongIsFoundAgain() {
        remember("bell", HubFixture.DOORBELL, 3, "Hall", AlertState.ENDED);
        remember("phone", HubFixture.PHONE, 5, "Kitchen", AlertState.ENDED);
        remember("siren", HubFixture.SMOKE, 7, "Hall", AlertState.ACKNOWLEDGED);
        server.timeline.judge("bell", new Verdict(false, "cough", now, "Minsu"));
        server.timeline.judge("phone", new Verdict(true, "", now, "Minsu"));
        show("timeline");
        waitUntil("document.querySelectorAll('#events > li').length === 3");
        browser.driver.findElement(By.id("filter-wrong")).click();
        waitUntil("document.querySelectorAll('#events > li').length === 1");
        browser.waitForText("#events", "it was: Coughing");
    }

    @Test
    void aSoundIsSnoozedInItsRoomButNoEmergencyIs() {
        remember("phone", HubFixture.PHONE, 3, "Hall", AlertState.ENDED);
        remember(
                "smoke",
                HubFixture.SMOKE,
                30,
                "Kitchen",
                AlertState.ACKNOWLEDGED,
                AlertState.ENDED);
        show("timeline");
        browser.waitForText("#events", "Phone");
        assertThat(browser.driver.findElements(By.cssSelector(".snooze"))).hasSize(1);
        browser.driver.findElement(By.cssSelector("[data-event=phone_ring] summary")).click();
        browser.driver.findElement(By.cssSelector(".snooze")).click();
        browser.waitForText("[data-event=phone_ring] .snooze", "No alert for an hour");
        assertThat(server.alerts.snoozes()).hasSize(1);
        show("now");
        browser.waitForText("#snoozes", "Phone, Hall: no alert until");
        browser.driver.findElement(By.cssSelector("#snoozes button")).click();
        waitUntil("document.getElementById('snoozes').hidden");
        assertThat(server.alerts.snoozes()).isEmpty();
    }

    @Test
    void missedAlertsAreCountedAndMarkedAsSeenForEverybody() {
        remember("bell", HubFixture.DOORBELL, 3, "Hall", AlertState.ENDED);
        remember("baby", HubFixture.BABY, 2, "Nursery", AlertState.ENDED);
        open();
        browser.waitForText("#missed-count", "2 missed");
        browser.driver.findElement(By.id("missed-count")).click();
        waitUntil("document.querySelectorAll('#events > li').length === 2");
        show("now");
        browser.driver.findElement(By.id("missed-seen")).click();
        waitUntil("document.getElementById('missed-count').hidden");
        // A page that is left before would take its request back.
        Await.until("the hub knows it", () -> acknowledged() == 2);
        browser.run("localStorage.clear()");
        open();
        browser.waitForText("#sentence", "All quiet");
        assertThat(acknowledged()).isEqualTo(2);
    }

    private long acknowledged() {
        return server.store.history(10).stream()
                .filter(c -> c.state() == AlertState.ACKNOWLEDGED)
                .count();
    }

    @Test
    void theWallIsDimWhilePeopleSleepButNoAlertIs() {
        server.modes.set(HomeMode.SLEEP, "");
        browser.driver.get(server.uri("/?view=wall").toString());
        browser.waitForText("#rooms", "Hall");
        waitUntil("document.body.dataset.dim === 'true'");
        assertThat(style(".shell", "opacity")).isEqualTo("0.4");
        raise("1", HubFixture.DOORBELL, "Hall");
        browser.waitForText("#overlay h2", "Doorbell");
        assertThat(style("#overlay", "opacity")).isEqualTo("1");
    }

    @Test
    void withoutTheHubThePageOpensAndSaysSinceWhen() throws Exception {
        waitUntil("navigator.serviceWorker.controller !== null");
        waitUntil("!!localStorage.getItem('soribit.last-event')");
        browser.driver.get(server.uri("/?view=wall").toString());
        browser.waitForText("#rooms", "Hall");
        String address = server.uri("/").toString();
        server.close();
        browser.driver.get(address);
        browser.waitForText("#lost", "The hub is not reachable since");
        assertThat(browser.text("#sentence")).isEqualTo("Not listening: connection lost");
    }

    @Test
    void aPhoneIsPairedInOneScanAndRevoked(@TempDir Path folder) throws Exception {
        UserFile users = new UserFile(folder.resolve("page-users"));
        users.put(new User("Minsu", Passwords.hash("open sesame".toCharArray()), "admin"));
        PairingFile pairing = new PairingFile(folder.resolve("page-pairing"));
        String code = pairing.offer("kitchen wall", "resident", Instant.now());
        server.close();
        server = new TestServer(0, config(), folder.resolve("page-users"));
        server.page.bindHearing(hub);
        browser.driver.get(server.uri("/pair.html#" + code).toString());
        browser.waitForText("#pair-what", "kitchen wall");
        assertThat(Axe.violations(browser)).isEmpty();
        browser.driver.findElement(By.id("pair")).click();
        browser.waitForText("#rooms", "Hall");
        assertThat(users.read().get("kitchen wall").role()).isEqualTo("resident");
        raise("1", HubFixture.DOORBELL, "Hall");
        browser.waitForText("#overlay h2", "Doorbell");
        tapOverlay("overlay-seen");
        browser.waitForText("[data-alert=doorbell] .seen", "(kitchen wall)");
        assertThat(browser.is("document.cookie === ''")).as("no script reads it").isTrue();

        browser.driver.get(server.uri("/pair.html#" + code).toString());
        browser.waitForText("#pair-what", "kitchen wall");
        browser.driver.findElement(By.id("pair")).click();
        browser.waitForText("#pair-outcome", "was used before");
        String cookie = browser.driver.manage().getCookieNamed("soribit").getValue();
        assertThat(statusOfMode(cookie).statusCode()).isEqualTo(200);
        users.remove("kitchen wall");
        HttpResponse<String> revoked = statusOfMode(cookie);
        assertThat(revoked.statusCode()).isEqualTo(401);
        assertThat(revoked.headers().firstValue("Set-Cookie").orElse(""))
                .contains("soribit=", "Max-Age=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void aRevokedTabletSaysThatItIsNoLongerPaired(String language, @TempDir Path folder)
            throws Exception {
        UserFile users = new UserFile(folder.resolve("page-users"));
        users.put(new User("Minsu", Passwords.hash("open sesame".toCharArray()), "admin"));
        PairingFile pairing = new PairingFile(folder.resolve("page-pairing"));
        String code = pairing.offer("kitchen wall", "resident", Instant.now());
        server.close();
        server = new TestServer(0, config(), folder.resolve("page-users"));
        server.page.bindHearing(hub);
        browser.driver.get(server.uri("/pair.html#" + code).toString());
        browser.run("localStorage.setItem('soribit.lang', arguments[0])", language);
        browser.waitForText("#pair-what", "kitchen wall");
        browser.driver.findElement(By.id("pair")).click();
        browser.waitForText("#rooms", "Hall");

        users.remove("kitchen wall");
        raise("1", HubFixture.SMOKE, "Hall");

        String said =
                language.equals("en")
                        ? "Not listening: this device is no longer paired"
                        : "듣고 있지 않음: 이 기기의 등록이 해제되었습니다";
        browser.waitForText("#lost", said);
        browser.waitForText("#lost", "soribit page pair");
        assertThat(browser.text("#sentence")).isEqualTo(said);
        assertThat(browser.is("document.querySelectorAll('#lost-icon svg').length === 1")).isTrue();
        assertThat(browser.is(OPEN)).as("the smoke alarm is not told").isFalse();
        assertThat(style("#lost", "backgroundColor")).isEqualTo("rgb(111, 43, 143)");
        assertThat(Axe.violations(browser)).isEmpty();
    }

    private HttpResponse<String> statusOfMode(String cookie) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/api/mode"))
                        .header("Cookie", "soribit=" + cookie)
                        .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({"light, en", "dark, en", "light, ko", "dark, ko"})
    void axeFindsNothing(String theme, String language) {
        hub.source("Kitchen", SourceState.LOST, "unplugged", -120, now);
        remember("1", HubFixture.DOORBELL, 3, "Hall", AlertState.ENDED);
        remember("2", HubFixture.BABY, 2, "Nursery", AlertState.ACKNOWLEDGED, AlertState.ENDED);
        server.devices.put("hall", "WLED", "colour", true, true);
        hub.send("zigbee2mqtt/hall/set", "{\"state\":\"ON\",\"color\":{\"hex\":\"#00C853\"}}");
        server.page.onSound(HubFixture.end("3", HubFixture.PHONE, now, Instant.now(), "Hall"));
        browser.run(
                "localStorage.setItem('soribit.theme', arguments[0]);"
                        + "localStorage.setItem('soribit.lang', arguments[1])",
                theme,
                language);
        open();
        for (String view : VIEWS) {
            show(view);
            assertThat(Axe.violations(browser)).as(view).isEmpty();
        }
        raise("4", HubFixture.DOORBELL, "Hall");
        waitUntil(OPEN);
        assertThat(Axe.violations(browser)).as("overlay").isEmpty();
        server.alerts.raise(
                HubFixture.start("5", HubFixture.SMOKE, now, "Kitchen"),
                Urgency.EMERGENCY,
                AlertState.ACKNOWLEDGED,
                1);
        browser.driver.get(server.uri("/?view=wall").toString());
        browser.waitForText("#rooms", "Hall");
        assertThat(Axe.violations(browser)).as("wall").isEmpty();
    }
}
