// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEndSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of models/training/golden/features.json, which librosa made. */
class GoldenFeaturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode golden() throws IOException {
        Path file = Path.of("models/training/golden/features.json");
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(file))) {
            folder = folder.getParent();
        }
        assertThat(folder).as("a folder above this one that holds " + file).isNotNull();
        return JSON.readTree(folder.resolve(file).toFile());
    }

    static Stream<JsonNode> cases() throws IOException {
        return StreamSupport.stream(golden().get("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsLibrosa(JsonNode golden) throws IOException {
        Map<String, Object> parameters =
                JSON.convertValue(golden.get("frontEnd"), new TypeReference<>() {});
        FrontEndSpec spec = new FrontEndSpec("log-mel", parameters);
        FeatureStream stream = new LogMelFrontEnd().open(spec, 16000, Duration.ofSeconds(1));
        assertThat(stream.windowSamples()).isEqualTo(golden.get("samples").asInt());

        Windows windows = Windows.of(stream, signal(golden().get("signal")));

        assertThat(windows.starts).containsExactly(0L);
        float[] features = windows.features.get(0);
        int index = 0;
        for (JsonNode frame : golden.get("values")) {
            for (JsonNode value : frame) {
                double expected = value.asDouble();
                double roundedBy = 0.0005;
                assertThat((double) features[index])
                        .as("%s, value %d", golden.get("name"), index)
                        .isCloseTo(expected, within(roundedBy + 1e-4 * Math.abs(expected)));
                index++;
            }
        }
        assertThat(index).isEqualTo(features.length);
    }

    /** The formula that the file states. */
    private static float[] signal(JsonNode description) {
        float[] x = new float[description.get("samples").asInt()];
        long state = 1;
        for (int n = 0; n < x.length; n++) {
            state = (1664525 * state + 1013904223) % (1L << 32);
            double t = n / 16000.0;
            double noise = state / (double) (1L << 31) - 1;
            x[n] =
                    (float)
                            (0.30 * Math.sin(2 * Math.PI * 440 * t)
                                    + 0.20 * Math.sin(2 * Math.PI * 3100 * t)
                                    + 0.05 * Math.sin(2 * Math.PI * (100 * t + 500 * t * t))
                                    + 0.02 * noise);
            if (n >= 4000 && n < 4800) {
                x[n] = 0;
            }
        }
        JsonNode first = description.get("first");
        for (int n = 0; n < first.size(); n++) {
            assertThat(x[n]).isCloseTo((float) first.get(n).asDouble(), within(1e-6f));
        }
        return x;
    }
}
