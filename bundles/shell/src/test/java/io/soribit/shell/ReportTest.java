// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Sound KNOCK =
            new Sound("knock", Map.of("en", "Knock"), "✊", "#00C853", Urgency.URGENT, List.of());
    private static final Path FILE = Path.of("room \"one\".wav");

    private final AudioFiles silence =
            file ->
                    new AudioStream() {
                        @Override
                        public AudioFormat format() {
                            return new AudioFormat(16_000, 1);
                        }

                        @Override
                        public int read(float[] samples, int offset, int length) {
                            return -1;
                        }

                        @Override
                        public void close() {}
                    };
    private final Analyzer finder =
            (audio, model, findings) -> {
                findings.window("m", 0.5, List.of("knock", "dog"), new float[] {0.75f, 0.25f});
                findings.event("m", KNOCK, 0.5, 1.25, 0.75f);
            };

    @Test
    void anEventIsALineOfJson() throws Exception {
        Report report = Report.of(FILE, finder, silence, null, false, true);
        assertThat(report.error()).isNull();
        assertThat(report.text()).endsWith("\n").containsOnlyOnce("\n");
        JsonNode json = new ObjectMapper().readTree(report.text());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("file", "label", "onset", "end", "score", "model");
        assertThat(json.get("file").asText()).isEqualTo(FILE.toString());
        assertThat(json.get("end").asDouble()).isEqualTo(1.25);
    }

    @Test
    void aWindowHasAllScores() throws Exception {
        JsonNode json =
                new ObjectMapper()
                        .readTree(Report.of(FILE, finder, silence, null, true, true).text());
        assertThat(json.get("start").asDouble()).isEqualTo(0.5);
        assertThat(json.get("scores").get("dog").floatValue()).isEqualTo(0.25f);
        assertThat(json.get("scores")).hasSize(2);
    }

    @Test
    void anUnreadableFileIsAnErrorAndNoMore() {
        AudioFiles broken =
                file -> {
                    throw new IOException(file + " is no recording");
                };
        Report report = Report.of(FILE, finder, broken, null, false, true);
        assertThat(report.text()).isEmpty();
        assertThat(report.error()).isEqualTo(FILE + " is no recording");
    }
}
