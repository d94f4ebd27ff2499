// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.MessageFuzz;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Home Assistant answers, and what a message sets. */
class LightStateFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void noStateBreaksTheTranslation() throws IOException {
        Fuzz.run(
                "home-assistant",
                MessageFuzz.corpus(LightStateFuzzTest.class, "states.txt"),
                LightStateFuzzTest::translate,
                List.of(IOException.class));
    }

    private static void translate(byte[] input) throws IOException {
        JsonNode json = JSON.readTree(input);
        var ability = LightState.ability(json);
        var available = LightState.isAvailable(json);
        String text = LightState.report(json) + ability + available;
        JSON.readTree(text);
        JSON.readTree(LightState.data("light.bed", json).toString());
    }
}
