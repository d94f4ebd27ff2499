// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.mqtt.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class EventTopicsTest {
    private final GrowingOntology ontology = new GrowingOntology();

    @TempDir Path folder;
    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder, "hub");
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private EventTopics topics(boolean enabled) {
        return new EventTopics(
                broker.bus(),
                ontology,
                new Settings(enabled ? Form.DEVICE : Form.NONE, "homeassistant", "ko"));
    }

    private SoundEvent event(String label, Phase phase, boolean house, String... rooms) {
        Instant onset = Instant.parse("2026-03-01T20:15:30.250Z");
        return new SoundEvent(
                "e-1",
                phase,
                house,
                List.of(rooms),
                ontology.ofLabel(label),
                onset,
                phase == Phase.END ? onset.plusSeconds(2) : null,
                0.91234f,
                List.of(),
                -23.456f,
                "model",
                "home-float32",
                Duration.ofMillis(80));
    }

    @Test
    void startsArePublishedOnceAndNotRetained() throws Exception {
        try (Broker.Listener listener = broker.listen("soribit/hub/+/event", "end")) {
            EventTopics topics = topics(true);
            topics.onSound(event("doorbell", Phase.START, false, "거실"));
            topics.onSound(event("doorbell", Phase.UPDATE, false, "거실"));
            topics.onSound(event("doorbell", Phase.END, false, "거실"));
            topics.onSound(event("doorbell", Phase.START, true, "거실", "hall"));
            broker.bus().publish("end", "", 1, false);
            Broker.Message published = listener.next();
            assertThat(published.topic()).isEqualTo("soribit/hub/거실/event");
            assertThat(new ObjectMapper().readTree(published.text()))
                    .isEqualTo(
                            new ObjectMapper()
                                    .readTree(
                                            """
                                            {"event_type":"doorbell","label":"doorbell","sound":"초인종",
                                             "score":0.912,"level_db":-23.5,
                                             "onset":"2026-03-01T20:15:30.250Z","detector":"model",
                                             "model":"home-float32","id":"e-1","rooms":["거실"]}
                                            """));
            Broker.Message house = listener.next();
            assertThat(house.topic()).isEqualTo("soribit/hub/house/event");
            assertThat(house.text()).contains("\"rooms\":[\"거실\",\"hall\"]");
            assertThat(listener.next().topic()).isEqualTo("end");
        }
        assertThat(broker.retained("soribit/hub/+/event")).isEmpty();
    }

    @Test
    void aSoundThatOnlyAModelKnowsIsOther() throws Exception {
        try (Broker.Listener listener = broker.listen("soribit/hub/+/event")) {
            topics(true).onSound(event("Didgeridoo", Phase.START, false, "hall"));
            assertThat(listener.next().text())
                    .contains("\"event_type\":\"other\"", "\"label\":\"didgeridoo\"");
        }
        assertThat(EventTopics.types(ontology)).contains("other");
    }

    @Test
    void switchedOffItIsSilent() throws Exception {
        try (Broker.Listener listener = broker.listen("soribit/hub/+/event", "end")) {
            topics(false).onSound(event("doorbell", Phase.START, false, "hall"));
            broker.bus().publish("end", "", 1, false);
            assertThat(listener.next().topic()).isEqualTo("end");
        }
    }

    @Test
    void aTaughtSoundIsATypeOfItsOwn() throws Exception {
        try (Broker.Listener listener = broker.listen("soribit/hub/+/event", "end")) {
            EventTopics topics = topics(true);
            ontology.teach("own_bell");
            topics.onSound(event("own_bell", Phase.START, false, "hall"));
            assertThat(listener.next().text()).contains("\"event_type\":\"own_bell\"", "우리 집 종");
        }
    }
}
