// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.SourceState;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;

/** Pictures of every view, for people to look at: {@code runtime/screenshots FOLDER}. */
@EnabledIfSystemProperty(named = "soribit.screenshots", matches = ".+")
class ScreenshotsTest extends OpenPage {
    private record Screen(String name, int width, int height) {}

    private static final List<Screen> SCREENS =
            List.of(
                    new Screen("desktop", 1280, 800),
                    new Screen("tablet", 800, 1180),
                    new Screen("phone", 375, 740),
                    new Screen("small", 320, 640));
    private static final List<String> VIEWS = List.of("now", "timeline", "home", "settings");

    @Override
    PageConfig config() {
        return TestServer.config(500, 500);
    }

    private final Path folder = Path.of(System.getProperty("soribit.screenshots", "."));

    @Test
    void everyViewInEveryForm() throws Exception {
        fillHouse();
        open();
        for (String theme : List.of("light", "dark")) {
            for (String language : List.of("en", "ko")) {
                prefer(theme, language);
                for (Screen screen : SCREENS) {
                    take(screen, theme, language);
                }
            }
        }
        browser.run("localStorage.clear()");
    }

    private void take(Screen screen, String theme, String language) throws Exception {
        size(screen);
        String end = "-" + screen.name() + "-" + theme + "-" + language;
        for (String view : VIEWS) {
            browser.driver.get(server.uri("/#" + view).toString());
            browser.waitForText("#view-" + view, "");
            browser.waitUntil("document.body.dataset.view === '" + view + "'");
            browser.waitUntil("!document.getElementById('missed-count').hidden");
            shot(view + end);
            if (view.equals("timeline")) {
                browser.run("document.querySelector('#events details').open = true");
                browser.waitUntil("document.querySelector('.score-line') !== null");
                browser.run(
                        "document.querySelector('#events li').scrollIntoView({block: 'center'})");
                shot("evidence" + end);
            } else if (view.equals("home")) {
                browser.waitUntil(
                        "document.querySelectorAll('#who-words li, #rule-list li').length > 5");
                browser.run("document.getElementById('who').scrollIntoView()");
                shot("who" + end);
                browser.run("document.getElementById('rule-add').click()");
                browser.run("document.getElementById('rules').scrollIntoView()");
                shot("rules" + end);
                browser.run("document.getElementById('rule-form').scrollIntoView()");
                shot("rule-form" + end);
                browser.run("document.getElementById('sense').scrollIntoView()");
                shot("sense" + end);
                teach(end);
            }
        }
        browser.driver.get(server.uri("/?view=wall").toString());
        browser.waitForText("#rooms", "Hall");
        shot("wall" + end);
        SoundEvent smoke =
                HubFixture.start("s", HubFixture.SMOKE, Instant.now().minusSeconds(42), "Kitchen");
        SoundEvent bell =
                HubFixture.start("b", HubFixture.DOORBELL, Instant.now().minusSeconds(9), "Hall");
        server.alerts.raise(bell);
        browser.waitUntil("document.getElementById('overlay').open");
        shot("overlay-doorbell" + end);
        server.alerts.raise(smoke);
        browser.waitUntil("document.getElementById('overlay').dataset.sound === 'smoke_alarm'");
        shot("overlay-smoke" + end);
        server.alerts.end("s");
        server.alerts.end("b");
        open();
    }

    /** The guide before the first recording, during one, and with takes of which one is another. */
    private void teach(String end) throws Exception {
        Map<String, String> names = Map.of("en", "Front melody", "ko", "현관 멜로디");
        server.teaching.begin(names, "Hall");
        teaching("waiting", "teach-begin" + end);
        server.teaching.record(true);
        for (int take = 1; take <= 4; take++) {
            server.teaching.different = take == 4;
            server.teaching.record(false);
        }
        server.teaching.held = true;
        server.teaching.record(false);
        teaching("recording", "teach-recording" + end);
        server.teaching.release();
        teaching("waiting", "teach-takes" + end);
        browser.run("document.querySelector('[data-take=\"4\"]').scrollIntoView()");
        shot("teach-unlike" + end);
        server.teaching.drop(4);
        teaching("waiting", "teach-good" + end);
        browser.run("document.getElementById('teach-like').scrollIntoView({block: 'center'})");
        shot("teach-verdict" + end);
        server.teaching.cancel();
    }

    private void teaching(String phase, String name) throws Exception {
        browser.driver.navigate().refresh();
        browser.waitUntil(
                "document.getElementById('teach-guide').dataset.phase === '" + phase + "'");
        browser.run("document.getElementById('teach').scrollIntoView()");
        shot(name);
    }

    @Test
    void aPhoneWithNtfy() throws Exception {
        for (String language : List.of("en", "ko")) {
            for (Screen screen : SCREENS) {
                server.ntfy.topics.clear();
                prefer("light", language);
                size(screen);
                show("settings");
                browser.waitUntil("!document.getElementById('ntfy').hidden");
                browser.driver.findElement(By.id("ntfy-name")).sendKeys("minsu");
                browser.run("document.getElementById('ntfy-form').requestSubmit()");
                browser.waitForText("#ntfy-added", "minsu");
                browser.run("document.getElementById('ntfy').scrollIntoView()");
                shot("ntfy-" + screen.name() + "-light-" + language);
            }
        }
        browser.run("localStorage.clear()");
    }

    /** A part that is open, with a value that the hub refuses. */
    @Test
    void theSettings() throws Exception {
        for (String theme : List.of("light", "dark")) {
            for (String language : List.of("en", "ko")) {
                prefer(theme, language);
                for (Screen screen : SCREENS) {
                    size(screen);
                    browser.driver.get(server.uri("/#now").toString());
                    show("settings");
                    browser.waitUntil("document.querySelector('[data-part]') !== null");
                    String end = "-" + screen.name() + "-" + theme + "-" + language;
                    browser.run("document.getElementById('all-settings').scrollIntoView()");
                    shot("settings-all" + end);
                    browser.run(
                            "document.querySelector(\"[data-part='io.soribit.engine']\").open = true");
                    browser.waitUntil("document.querySelector('.setting') !== null");
                    browser.run(
                            """
                            const input = document.querySelector('.setting input');
                            input.value = 'often';
                            input.dispatchEvent(new Event('input'));
                            input.form.requestSubmit();
                            """);
                    browser.waitUntil(
                            "document.querySelector('.setting [role=alert]').textContent !== ''");
                    browser.run(
                            "document.querySelector(\"[data-part='io.soribit.engine']\")"
                                    + ".scrollIntoView()");
                    shot("settings-part" + end);
                }
            }
        }
        browser.run("localStorage.clear()");
    }

    @Test
    void aRevokedTablet(@TempDir Path users) throws Exception {
        UserFile file = new UserFile(users.resolve("page-users"));
        for (String language : List.of("en", "ko")) {
            for (Screen screen : SCREENS) {
                file.put(new User("wall", Passwords.hash("secret".toCharArray()), "resident"));
                server.close();
                server = new TestServer(0, config(), users.resolve("page-users"));
                server.page.bindHearing(hub);
                browser.driver.get(server.uri("/pair.html").toString());
                String secret = Base64.getEncoder().encodeToString("wall:secret".getBytes(UTF_8));
                browser.driver.manage().addCookie(new Cookie("soribit", secret));
                prefer("light", language);
                size(screen);
                file.remove("wall");
                file.put(new User("Minsu", Passwords.hash("secret".toCharArray()), "admin"));
                browser.waitUntil("document.body.dataset.link === 'revoked'");
                shot("revoked-" + screen.name() + "-light-" + language);
                browser.driver.manage().deleteAllCookies();
            }
        }
        browser.run("localStorage.clear()");
    }

    /** The icons of the installed page: the favicon on a ground that may be cut to any form. */
    @Test
    void theIcons() throws Exception {
        for (int side : List.of(192, 512)) {
            size(new Screen("icon", side, side), false);
            browser.driver.executeAsyncScript(
                    """
                    const [side, done] = arguments;
                    const icon = new Image(side * 0.8, side * 0.8);
                    icon.onload = () => done();
                    icon.src = '/favicon.svg';
                    document.body.replaceChildren(icon);
                    Object.assign(document.body.style, { height: `${side}px`, padding: `${side * 0.1}px`,
                      background: '#0b6b62', overflow: 'hidden' });
                    """,
                    side);
            shot("icon-" + side);
        }
    }

    /** The picture in the README, of a size that a README should have. */
    @Test
    void thePictureOfTheReadme() throws Exception {
        fillHouse();
        prefer("light", "en");
        size(new Screen("readme", 1200, 820));
        browser.driver.get(server.uri("/#now").toString());
        browser.waitForText("#readiness", "can reach you");
        tenMinutes();
        shot("page");
        browser.run("localStorage.clear()");
        assertThat(Files.size(folder.resolve("page.png"))).isLessThan(200_000);
    }

    /** Levels of ten minutes that have not passed. */
    private void tenMinutes() {
        browser.driver.executeAsyncScript(
                """
                const done = arguments[0];
                import('/rooms.js').then((rooms) => {
                  const levels = (base, loud) => Array.from({ length: 60 }, (_, i) =>
                    (loud.includes(i) ? -18 : base) + 6 * Math.sin(i * 1.7) + 4 * Math.sin(i * 0.6));
                  rooms.setLevels({ 'mic-hall': levels(-48, [12, 13, 40]), 'mic-kitchen': levels(-40, [30, 31, 32]),
                    'mic-bedroom': levels(-66, [50]) }, new Date().toISOString());
                  done();
                });
                """);
        server.page.live().sendStatus();
        browser.waitUntil("document.querySelector('.chart path').getAttribute('d').length > 500");
    }

    private void prefer(String theme, String language) {
        browser.run(
                "localStorage.setItem('soribit.theme', arguments[0]);"
                        + "localStorage.setItem('soribit.lang', arguments[1])",
                theme,
                language);
        open();
    }

    private static void size(Screen screen) {
        size(screen, screen.width() < 1000);
    }

    private static void size(Screen screen, boolean mobile) {
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        screen.width(),
                        "height",
                        screen.height(),
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        screen.width() < 1000));
    }

    private void shot(String name) throws Exception {
        browser.run("return document.fonts.ready");
        Files.createDirectories(folder);
        Files.write(
                folder.resolve(name + ".png"), browser.driver.getScreenshotAs(OutputType.BYTES));
    }

    private void fillHouse() {
        hub.source("Kitchen", SourceState.LISTENING, "", -52, now.plusSeconds(3600));
        hub.source("Bedroom", SourceState.LISTENING, "", -71, now.plusSeconds(3600));
        server.page.live().sendStatus();
        server.devices.put("living room", "Zigbee2MQTT", "colour", true, true);
        server.devices.put("hall", "WLED", "colour", true, true);
        server.devices.put("phone of Minsu", "ntfy", "push", true, true);
        server.devices.put("bed", "Shelly", "switch", false, true);
        server.modes.set(HomeMode.HOME, "");
        hub.send(
                "zigbee2mqtt/living room/set",
                "{\"state\":\"ON\",\"brightness\":254,\"color\":{\"hex\":\"#00C853\"}}");
        remember("1", HubFixture.DOORBELL, 240, "Hall", true);
        remember("2", HubFixture.PHONE, 200, "Kitchen", false);
        remember("3", HubFixture.BABY, 125, "Bedroom", true);
        remember("4", Sound.NOT_HEARD, 90, "Bedroom", true);
        remember("5", HubFixture.DOORBELL, 31, "Hall", false);
        server.timeline.traces.add(
                new ScoreTrace(
                        "Hall",
                        "doorbell",
                        "model",
                        "home-int8",
                        now.minusSeconds(31 * 60 + 2),
                        Duration.ofMillis(480),
                        0.6f,
                        0.4f,
                        List.of(.1f, .1f, .2f, .5f, .8f, .9f, .87f, .7f, .5f, .3f, .1f, .1f)));
        server.timeline.pictures.add(chime(now.minusSeconds(31 * 60 + 1)));
        server.sensitivity.thresholds.put("Hall/doorbell", 0.7f);
        server.page.onSound(
                HubFixture.end(
                        "x",
                        HubFixture.DOORBELL,
                        now.minusSeconds(1900),
                        now.minusSeconds(1890),
                        "Hall"));
        server.page.onSound(
                HubFixture.end(
                        "y",
                        HubFixture.COUGH,
                        now.minusSeconds(400),
                        now.minusSeconds(395),
                        "Kitchen"));
    }

    /** Two tones that fade, with their overtones. */
    private static SoundPicture chime(Instant start) {
        int bands = 40;
        List<Integer> levels = new ArrayList<>();
        for (int column = 0; column < 88; column++) {
            for (int band = 0; band < bands; band++) {
                double level = 8 + 6 * Math.sin(column * 1.3 + band * 2.1);
                for (int tone = 0; tone < 2; tone++) {
                    int age = column - 12 - 16 * tone;
                    int at = 14 - 3 * tone;
                    boolean sounds = age >= 0 && (band == at || band == at + 9 || band == at + 15);
                    level = sounds ? Math.max(level, 100 - (band - at) * 2 - age * 1.4) : level;
                }
                levels.add((int) Math.max(0, Math.min(100, level)));
            }
        }
        return new SoundPicture(
                "Hall", "doorbell", start, Duration.ofMillis(80), bands, 95, 7_400, levels);
    }

    private void remember(String id, Sound sound, int minutesAgo, String room, boolean seen) {
        Instant onset = now.minusSeconds(60L * minutesAgo);
        Alert alert = new Alert(id, HubFixture.start(id, sound, onset, room), sound.urgency());
        Urgency urgency = alert.urgency();
        record(alert, AlertState.RAISED, onset, "");
        record(alert, AlertState.DELIVERED, onset.plusSeconds(1), "living room");
        if (seen) {
            record(alert, AlertState.ACKNOWLEDGED, onset.plusSeconds(40), "Minsu");
        }
        record(alert, AlertState.ENDED, onset.plusSeconds(urgency.ordinal() * 20L + 4), "");
    }

    private void record(Alert alert, AlertState state, Instant time, String who) {
        server.store.record(new AlertChange(alert, state, time, who));
    }
}
