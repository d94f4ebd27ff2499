// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** Alerts in a browser whose push service is replaced: it cannot be reached from a build. */
@Timeout(120)
class PushPageTest extends OpenPage {
    @AfterEach
    void forget() {
        browser.driver.executeAsyncScript(
                """
                const done = arguments[0];
                navigator.serviceWorker.getRegistrations()
                  .then((all) => Promise.all(all.map((r) => r.unregister()))).then(() => done());
                """);
        browser.driver.executeCdpCommand("Browser.resetPermissions", Map.of());
    }

    private void allow() {
        browser.driver.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of(
                        "origin",
                        server.uri("").toString(),
                        "permissions",
                        List.of("notifications")));
        browser.driver.executeAsyncScript(
                "navigator.serviceWorker.ready.then(() => arguments[0]())");
    }

    @Test
    void alertsAreSwitchedOnAndOff() {
        allow();
        show("settings");
        browser.run(
                """
                PushManager.prototype.subscribe = async ({ applicationServerKey }) => ({ toJSON: () => ({
                  endpoint: `https://push.example/${applicationServerKey.length}`, keys: { p256dh: 'key', auth: 'secret' } }) });
                """);
        browser.waitForText("#push", "Switch on");
        browser.driver.findElement(By.id("push-switch")).click();
        browser.waitForText("#push-outcome", "Switched on.");
        assertThat(server.push.endpoints)
                .containsExactly(Map.entry("page", "https://push.example/65 en"));
        browser.driver.findElement(By.id("push-switch")).click();
        browser.waitForText("#push", "Switch on");
        assertThat(server.push.endpoints).isEmpty();
    }

    @Test
    void whatIsPushedIsShownVibratesAndIsAcknowledged() throws Exception {
        allow();
        server.alerts.raise(HubFixture.start("s", HubFixture.SMOKE, now, "Kitchen"));
        String message =
                "{\"id\":\"s\",\"title\":\"Smoke alarm\",\"body\":\"Kitchen\","
                        + "\"urgency\":\"emergency\",\"seen\":\"Seen\",\"lang\":\"en\"}";
        String worker =
                Files.readString(Path.of("src/main/resources/io/soribit/web/page/worker.js"));
        Object shown =
                browser.driver.executeAsyncScript(
                        """
                        const [message, done] = arguments;
                        const handlers = {};
                        const given = [];
                        const self = { addEventListener: (name, handler) => { handlers[name] = handler; }, location,
                          clients: { matchAll: async () => [] },
                          registration: { showNotification: async (title, options) => { given.push({ title, ...options }); } } };
                        (() => {
                        """
                                + worker
                                + """
                        })();
                        (async () => {
                          const registration = await navigator.serviceWorker.ready;
                          const waits = [];
                          handlers.push({ data: { json: () => JSON.parse(message) }, waitUntil: (p) => waits.push(p) });
                          await Promise.all(waits);
                          await registration.showNotification(given[0].title, given[0]);
                          const [real] = await registration.getNotifications();
                          const read = [real.title, real.body, real.tag, real.requireInteraction, real.vibrate.length, real.actions[0].title];
                          handlers.notificationclick({ action: 'seen', notification: real, waitUntil: (p) => waits.push(p) });
                          await Promise.all(waits);
                          done(read.join());
                        })().catch((failure) => done(String(failure)));
                        """,
                        message);
        assertThat(shown).isEqualTo("Smoke alarm,Kitchen,s,true,7,Seen");
        assertThat(server.alerts.active())
                .extracting(AlertChange::state)
                .containsExactly(AlertState.ACKNOWLEDGED);
    }
}
