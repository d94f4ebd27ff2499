// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class LightStateTest {
    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static JsonNode state(String state, String attributes) throws Exception {
        return json(
                "{'entity_id':'light.bed','state':'"
                        + state
                        + "','attributes':{"
                        + attributes
                        + "}}");
    }

    @Test
    void whatALightShows() throws Exception {
        assertThat(
                        LightState.report(
                                state(
                                        "on",
                                        "'brightness':255,'color_mode':'hs','xy_color':[0.3,0.4]")))
                .isEqualTo(
                        json(
                                "{'state':'ON','brightness':254,'color_mode':'xy','color':{'x':0.3,'y':0.4}}"));
        assertThat(
                        LightState.report(
                                state(
                                        "on",
                                        "'brightness':120,'color_mode':'color_temp','color_temp_kelvin':2703")))
                .isEqualTo(
                        json(
                                "{'state':'ON','brightness':120,'color_mode':'color_temp','color_temp':370}"));
        assertThat(LightState.report(state("on", "'color_mode':'onoff'")))
                .isEqualTo(json("{'state':'ON'}"));
        assertThat(LightState.report(state("off", "'brightness':null,'color_mode':null")))
                .isEqualTo(json("{'state':'OFF'}"));
        assertThat(LightState.isAvailable(state("unavailable", ""))).isFalse();
    }

    @Test
    void whatALightCan() throws Exception {
        assertThat(LightState.ability(state("off", "'supported_color_modes':['color_temp','xy']")))
                .isEqualTo("colour");
        assertThat(LightState.ability(state("off", "'supported_color_modes':['brightness']")))
                .isEqualTo("light");
        assertThat(LightState.ability(state("off", "'supported_color_modes':['onoff']")))
                .isEqualTo("switch");
    }

    @Test
    void fullBrightnessComesBack() throws Exception {
        JsonNode full = state("on", "'brightness':255,'color_mode':'brightness'");
        assertThat(LightState.data("light.bed", LightState.report(full)).path("brightness").asInt())
                .isEqualTo(255);
    }

    @Test
    void whatALightIsSet() throws Exception {
        JsonNode flash =
                json("{'state':'ON','transition':0,'brightness':251,'color':{'hex':'#00C853'}}");
        assertThat(LightState.service(flash)).isEqualTo("turn_on");
        assertThat(LightState.data("light.bed", flash))
                .hasToString(
                        "{\"entity_id\":\"light.bed\",\"transition\":0.0,\"brightness\":251,\"rgb_color\":[0,200,83]}");
        assertThat(
                        LightState.data(
                                "light.bed",
                                json("{'state':'ON','brightness':120,'color_temp':370}")))
                .hasToString(
                        "{\"entity_id\":\"light.bed\",\"brightness\":120,\"color_temp_kelvin\":2703}");
        assertThat(LightState.data("light.bed", json("{'state':'ON','color':{'x':0.3,'y':0.4}}")))
                .hasToString("{\"entity_id\":\"light.bed\",\"xy_color\":[0.3,0.4]}");
        JsonNode off = json("{'state':'OFF','brightness':3}");
        assertThat(LightState.service(off)).isEqualTo("turn_off");
        assertThat(LightState.data("light.bed", off)).hasToString("{\"entity_id\":\"light.bed\"}");
    }
}
