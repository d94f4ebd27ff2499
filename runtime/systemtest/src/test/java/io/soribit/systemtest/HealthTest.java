// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What whoever watches a hub is answered. */
@Timeout(180)
class HealthTest {
    private static final Pattern PAGE = Pattern.compile("page: (http://\\S+)");

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
            var page = PAGE.matcher(hub.line(120, line -> PAGE.matcher(line).find()));
            assertThat(page.find()).isTrue();
            String address = page.group(1);
            while (get(address, "/health/listening").statusCode() != 200) {
                Thread.sleep(200);
            }
            assertThat(get(address, "/health").body())
                    .isEqualTo("{\"ok\":true,\"live\":true,\"ready\":true,\"listening\":true}");
            String metrics = get(address, "/metrics").body();
            while (!metrics.contains("result=\"delivered\"")) {
                Thread.sleep(200);
                metrics = get(address, "/metrics").body();
            }
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
