// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Confusion;
import io.soribit.api.Threshold;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecisionReaderTest {
    @Test
    void readsTimesConfusionsAndWeight() throws IOException {
        Entries root =
                entries(
                        "{'decision':{'smoothing_ms':960,'weight':2,'companion':'b','companion_onset':0.75},"
                                + "'thresholds':{'default':"
                                + "{'onset':0.5,'offset':0.3},'labels':{'co_alarm':{'onset':0.6,"
                                + "'offset':0.4,'smoothing_ms':240,'hold_ms':5500,'min_ms':100}}},"
                                + "'confusions':[{'label':'baby_cry','while':'vacuum',"
                                + "'factor':0.5},{'label':'doorbell','while':'music',"
                                + "'factor':0.3,'margin':1.5,'over_ms':10000}]}");
        DecisionReader reader = new DecisionReader(root);
        assertThat(reader.weight()).isEqualTo(2);
        assertThat(reader.companion()).isEqualTo("b");
        assertThat(reader.companionOnset()).isEqualTo(0.75f);
        assertThat(reader.standard())
                .isEqualTo(new Threshold(0.5f, 0.3f, Duration.ofMillis(960), null, null));
        assertThat(reader.thresholds().get("co_alarm"))
                .isEqualTo(
                        new Threshold(
                                0.6f,
                                0.4f,
                                Duration.ofMillis(240),
                                Duration.ofMillis(5_500),
                                Duration.ofMillis(100)));
        assertThat(reader.confusions())
                .containsExactly(
                        new Confusion("baby_cry", "vacuum", 0.5f),
                        new Confusion("doorbell", "music", 0.3f, 1.5f, Duration.ofSeconds(10)));
        assertThat(root.problems()).isEmpty();
    }

    @Test
    void namesTimesThatCannotBe() throws IOException {
        Entries root =
                entries("{'thresholds':{'default':{'onset':0.5,'offset':0.3,'hold_ms':-1}}}");
        DecisionReader reader = new DecisionReader(root);
        assertThat(reader.standard()).isEqualTo(new Threshold(0.5f, 0.3f));
        assertThat(reader.weight()).isEqualTo(1);
        assertThat(reader.companion()).isNull();
        assertThat(reader.companionOnset()).isEqualTo(1);
        assertThat(root.problems())
                .containsExactly("thresholds.default.hold_ms is -1: need 0 to 600000");
    }

    private static Entries entries(String json) throws IOException {
        return new Entries(new ObjectMapper().readTree(json.replace('\'', '"')));
    }
}
