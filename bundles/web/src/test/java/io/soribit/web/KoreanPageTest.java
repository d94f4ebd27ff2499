// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.Recipients.Kind;
import io.soribit.api.hub.SourceState;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** No English is left in the Korean page, whatever the hub says and whatever is wrong. */
@Timeout(120)
class KoreanPageTest extends OpenPage {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]+");

    /** Names, units, and what has to be typed as it is. */
    private static final Set<String> ALLOWED =
            Set.of(
                    "Soribit", // the name of the hub
                    "English", // the other language, in its own name
                    "Hz",
                    "dB",
                    "ms",
                    "MB",
                    "MQTT",
                    "QR",
                    "JSON",
                    "Home", // of Home Assistant
                    "Assistant",
                    "WLED",
                    "Zigbee2MQTT",
                    "Wyoming",
                    "ntfy",
                    "Shelly",
                    "AWTRIX",
                    "tcp", // the address of the broker
                    "https", // that of an ntfy server, and a topic there
                    "ntfy.sh",
                    "soribit-secret-of-minsu-ko",
                    "jar",
                    "Hall", // names that people of this house gave to rooms, devices, rules
                    "minsu",
                    "bed",
                    "holiday",
                    "night",
                    "yard",
                    "PCM",
                    "typed",
                    "tflite",
                    "json");

    @AfterEach
    void forget() {
        browser.run("localStorage.clear()");
    }

    @Override
    PageConfig config() {
        return TestServer.config(50, 50);
    }

    private void fillHouse() {
        for (SourceState state : SourceState.values()) {
            String room = "방" + state.ordinal();
            hub.source(room, state, "see that it is plugged in", -40, now.plusSeconds(3600));
        }
        for (String ability : List.of("colour", "light", "switch", "shaker", "display", "push")) {
            server.devices.put("기기 " + ability.hashCode(), "WLED", ability, true, false);
        }
        server.sources.all.clear();
        for (String kind : List.of("microphone", "wyoming", "stream", "mqtt")) {
            server.sources.all.put(kind + "-1", Map.of("room", "방"));
        }
        server.devices.put("등", "Zigbee2MQTT", "colour", false, true);
        for (PlugInState state : PlugInState.values()) {
            server.plugIns.put(state.ordinal() + ".jar", state, "its class was not found");
        }
        server.modes.set(HomeMode.HOME, "");
        remember("1", HubFixture.DOORBELL, 240);
        remember("2", Sound.NOT_HEARD, 90);
        remember("3", HubFixture.SMOKE, 31);
        Instant start = now.minusSeconds(240 * 60);
        server.timeline.traces.add(
                new ScoreTrace(
                        "방",
                        "doorbell",
                        "model",
                        "모델",
                        start,
                        Duration.ofMillis(480),
                        0.6f,
                        0.4f,
                        List.of(.1f, .9f, .1f)));
        server.timeline.pictures.add(
                new SoundPicture(
                        "방",
                        "doorbell",
                        start,
                        Duration.ofMillis(80),
                        2,
                        100,
                        4_000,
                        List.of(1, 50, 9, 100)));
    }

    private void remember(String id, Sound sound, int minutesAgo) {
        Instant onset = now.minusSeconds(60L * minutesAgo);
        SoundEvent event = HubFixture.start(id, sound, onset, "방");
        Alert alert = new Alert(id, event, sound.urgency());
        for (AlertState state : AlertState.values()) {
            String who = state == AlertState.RAISED ? "" : "거실 등";
            server.store.record(
                    new AlertChange(alert, state, onset.plusSeconds(state.ordinal()), who));
        }
    }

    /** All that a person reads or hears of the page, but what is marked as another language. */
    private Set<String> english() {
        Object read =
                browser.run(
                        """
                        const texts = [];
                        const other = (e) => e.closest('[lang]:not(html)')?.lang === 'en' || e.closest('.payload, script, style, noscript');
                        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                        while (walker.nextNode()) {
                          const e = walker.currentNode.parentElement;
                          if (!other(e) && e.checkVisibility()) texts.push(walker.currentNode.data);
                        }
                        for (const name of ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder'])
                          for (const e of document.querySelectorAll(`[${name}]`))
                            if (!other(e) && e.checkVisibility()) texts.push(e.getAttribute(name));
                        return texts.join('\\n');
                        """);
        Set<String> words = new LinkedHashSet<>();
        String.valueOf(read)
                .lines()
                .forEach(
                        line ->
                                WORD.matcher(line)
                                        .results()
                                        .map(match -> match.group().replaceAll("[.]$", ""))
                                        .filter(word -> !ALLOWED.contains(word))
                                        .filter(word -> !isFile(word))
                                        .forEach(word -> words.add(word + " in: " + line.strip())));
        return words;
    }

    /** Files and identifiers are named as they are. */
    private static boolean isFile(String word) {
        return word.startsWith("etc/io.soribit.")
                || word.startsWith("io.soribit.")
                || List.of("home-float16", "home-integer", "home-int8", "broken")
                        .contains(word.toLowerCase(Locale.ROOT));
    }

    @Test
    void noEnglishIsLeftWhateverTheHubSays() throws Exception {
        fillHouse();
        hub.connected = false;
        server.recipients.choose("doorbell", HomeMode.SLEEP, Set.of(Kind.LAMP), null, "page");
        server.sensitivity.set("방", "doorbell", 0.7f, "page");
        browser.run("localStorage.setItem('soribit.lang', 'ko')");
        browser.driver.get(server.uri("/").toString());
        browser.waitForText("#rooms", "방1");
        server.page.live().sendStatus();
        browser.waitForText("#unheard", "방");
        Set<String> left = new LinkedHashSet<>(english());
        for (String view : List.of("timeline", "home", "expert")) {
            show(view);
            browser.waitUntil(
                    Map.of(
                                    "timeline",
                                    "document.querySelectorAll('#events li').length === 3",
                                    "home",
                                    "document.querySelectorAll('#who-changes li, #sense-changes li').length === 2",
                                    "expert",
                                    "document.querySelectorAll('#plugins li, #models li').length > 6"
                                            + " && document.querySelector('.setting-part') !== null")
                            .get(view));
            browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
            if (view.equals("expert")) {
                browser.waitUntil("document.querySelectorAll('.setting').length === 10");
            }
            if (view.equals("timeline")) {
                browser.waitUntil("document.querySelector('canvas.picture') !== null");
            }
            left.addAll(english());
        }
        browser.driver.findElement(By.cssSelector("#plugins .retry:not([hidden])")).click();
        browser.waitUntil("document.getElementById('plugins-outcome').textContent !== ''");
        left.addAll(english());
        assertThat(browser.text("#original-words")).contains("see that it is plugged in");
        show("home");
        browser.driver
                .findElement(By.cssSelector("#devices [data-device=used_away] .test"))
                .click();
        browser.waitForText("#devices-outcome", "전원과 네트워크를 확인하세요");
        left.addAll(english());
        show("expert");
        browser.waitForText("#original-words", "does not answer");
        browser.driver.findElement(By.id("ntfy-name")).sendKeys("minsu");
        browser.driver.findElement(By.cssSelector("#ntfy-form button")).click();
        browser.waitForText("#ntfy-added", "추가했습니다");
        left.addAll(english());
        server.alerts.raise(HubFixture.start("s", HubFixture.SMOKE, Instant.now(), "방"));
        browser.waitUntil("document.getElementById('overlay').open");
        left.addAll(english());
        browser.driver.get(server.uri("/?view=wall").toString());
        browser.waitForText("#rooms", "방1");
        left.addAll(english());
        assertThat(left).isEqualTo(Collections.emptySet());
    }
}
