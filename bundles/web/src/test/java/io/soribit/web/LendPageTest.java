// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.source.LentMicrophones.Lent;
import io.soribit.testkit.Await;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** A browser that lends its microphone, which Chromium plays: a beep each second. */
@Timeout(120)
class LendPageTest extends OpenPage {
    @BeforeEach
    void settings() {
        show("settings");
        browser.waitUntil("!document.getElementById('lend').hidden");
    }

    @AfterEach
    void forget() {
        browser.run("localStorage.clear()");
    }

    private void lend(String room) {
        browser.driver.findElement(By.id("lend-room")).sendKeys(room);
        browser.driver.findElement(By.id("lend-start")).click();
    }

    private static void awaitState(String state) {
        browser.waitUntil(
                "document.getElementById('lend-sign').dataset.lend === '%s'".formatted(state));
    }

    private void awaitPackets(int count) {
        int before = server.microphones.packets.size();
        Await.until("audio comes", () -> server.microphones.packets.size() >= before + count);
    }

    @Test
    void audioComesInOrderWithNumbersAndARateUntilItIsStopped() {
        lend("Hall");
        awaitState("listening");
        awaitPackets(10);
        browser.waitForText("#lend-what", "This device's microphone listens: Hall");
        assertThat(server.microphones.list()).containsExactly(new Lent("", "Hall"));
        assertThat(Axe.violations(browser)).isEmpty();
        browser.driver.findElement(By.id("lend-stop")).click();
        browser.waitUntil("document.getElementById('lend-sign').hidden");
        assertThat(server.microphones.list()).isEmpty();

        List<ByteBuffer> packets =
                server.microphones.packets.stream()
                        .map(p -> ByteBuffer.wrap(p).order(ByteOrder.LITTLE_ENDIAN))
                        .toList();
        assertThat(packets)
                .as("where the browser is slow, some are left out")
                .extracting(packet -> packet.getInt(8))
                .isSorted()
                .hasSizeGreaterThanOrEqualTo(10);
        Set<Short> samples = new HashSet<>();
        for (ByteBuffer packet : packets) {
            assertThat(packet.getLong(0)).isEqualTo(packets.get(0).getLong(0));
            assertThat(packet.getInt(12)).isEqualTo(16_000);
            assertThat(packet.limit()).isEqualTo(16 + 2 * 3_200);
            packet.position(16);
            while (packet.hasRemaining()) {
                samples.add(packet.getShort());
            }
        }
        assertThat(samples).as("a beep, not silence").hasSizeGreaterThan(20);
    }

    @Test
    void whatAnotherPersonTakesBackEndsAndSaysSo() {
        lend("Hall");
        awaitPackets(3);
        server.microphones.takeBack("");
        awaitState("over");
        browser.waitForText("#lend-what", "Hall is not heard by this device");
        browser.waitForText("#lend-why", "taken back on another device");
        assertThat(Axe.violations(browser)).isEmpty();
        int heard = server.microphones.packets.size();
        show("now");
        browser.waitForText("#lend-why", "taken back on another device");
        assertThat(server.microphones.packets).hasSize(heard);
    }

    @Test
    void aPageThatIsOpenedAgainGoesOn() {
        lend("Hall");
        awaitPackets(3);
        open();
        awaitState("listening");
        awaitPackets(3);
    }

    @Test
    void aMicrophoneThatThePlatformTakesAwayIsSaid() {
        browser.run(
                "const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
                        + "navigator.mediaDevices.getUserMedia = async (c) => window.lentStream = await get(c);");
        lend("Hall");
        awaitState("listening");
        browser.run(
                "const track = window.lentStream.getAudioTracks()[0];"
                        + "track.stop(); track.dispatchEvent(new Event('ended'));");
        awaitState("ended");
        browser.waitForText("#lend-what", "Hall is not heard by this device");
        browser.waitForText("#lend-why", "The device has taken the microphone away");
    }

    @Test
    void aHubThatIsAwayIsSaidAndHeardAgain() {
        lend("Hall");
        awaitPackets(3);
        browser.run(
                "window.realFetch = fetch; window.fetch = () => Promise.reject(new TypeError());");
        awaitState("lost");
        browser.run("window.fetch = window.realFetch;");
        awaitPackets(5);
        awaitState("listening");
    }

    @Test
    void anInsecureOriginSaysWhyNot() {
        // A name that is no address of this machine itself, as in a home without TLS.
        browser.driver.get("http://soribit.local:" + server.port() + "/#settings");
        browser.waitForText("#lend-outcome", "only to pages that come over HTTPS");
        assertThat(browser.is("document.getElementById('lend-form').hidden")).isTrue();
    }
}
