// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What whoever watches a hub is answered. */
@Timeout(900)
class HealthTest {

    @TempDir Path data;
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(String page, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(page).resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aHubThatListensIsHealthyAndHasFigures() throws Exception {
        Soribit.ports(data);
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(120, "● hall");
            String address = hub.page().toString();
            Await.value(
                    "the hub listens",
                    () -> get(address, "/health/listening").statusCode(),
                    code -> code == 200);
            Await.value(
                    "it is healthy",
                    () -> get(address, "/health").body(),
                    "{\"ok\":true,\"live\":true,\"ready\":true,\"listening\":true}"::equals);
            String metrics =
                    Await.value(
                            "an alert is delivered",
                            () -> get(address, "/metrics").body(),
                            body -> body.contains("result=\"delivered\""));
            assertThat(metrics)
                    .contains("soribit_source_listening{room=\"hall\"")
                    .contains("soribit_alert_changes_total{state=\"raised\"")
                    .contains("soribit_delivery_delay_seconds_bucket{notifier=")
                    .contains("soribit_delivery_queue{notifier=")
                    .contains("soribit_stage_seconds{stage=")
                    .endsWith("# EOF\n");
        }
    }
}
