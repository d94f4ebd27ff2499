// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.SoundEvent;
import io.soribit.web.HubFixture;
import io.soribit.web.TestServer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As many pages as a house can have. */
class ManyPagesTest {
    private static final int PAGES = 50;

    /** Each reads what it was sent, from where it has read to. */
    private static boolean receives(BufferedReader page, String line) {
        return page.lines().anyMatch(line::equals);
    }

    @Test
    @Timeout(240)
    void anAlertReachesAllOfFiftyOpenPages() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<BufferedReader> pages = new ArrayList<>();
        try (TestServer server = new TestServer(0, TestServer.config(64, 64))) {
            HttpRequest events = HttpRequest.newBuilder(server.uri("/events")).build();
            for (int i = 0; i < PAGES; i++) {
                HttpResponse<InputStream> page = client.send(events, BodyHandlers.ofInputStream());
                assertThat(page.statusCode()).isEqualTo(200);
                pages.add(new BufferedReader(new InputStreamReader(page.body(), UTF_8)));
            }
            assertThat(pages).allMatch(page -> receives(page, "event: snapshot"));
            SoundEvent smoke = HubFixture.start("1", HubFixture.SMOKE, Instant.now(), "Hall");
            server.page.onSound(smoke);
            server.alerts.raise(smoke);
            assertThat(pages).hasSize(PAGES).allMatch(page -> receives(page, "event: alert"));
            assertThat(server.page.live().clients()).isEqualTo(PAGES);
        }
    }
}
