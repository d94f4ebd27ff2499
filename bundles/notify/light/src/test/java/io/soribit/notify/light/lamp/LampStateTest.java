// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class LampStateTest {
    private static List<String> restoration(String state) throws Exception {
        return new LampState(new ObjectMapper().readTree(state))
                .restoration().stream().map(ObjectNode::toString).toList();
    }

    @Test
    void whiteLampGetsItsWhiteBack() throws Exception {
        assertThat(
                        restoration(
                                """
                                {"state":"ON","brightness":120,"color_mode":"color_temp",
                                 "color_temp":370,"color":{"x":0.46,"y":0.41},"linkquality":80}"""))
                .containsExactly(
                        """
                        {"state":"ON","transition":0,"brightness":120,"color_temp":370}""");
    }

    @Test
    void colouredLampGetsItsColourBackInTheFormThatCounts() throws Exception {
        String state =
                """
                {"state":"ON","brightness":9,"color_mode":"%s","color_temp":200,
                 "color":{"x":0.1,"y":0.2,"hue":30,"saturation":90}}""";
        assertThat(restoration(state.formatted("xy")))
                .containsExactly(
                        """
                        {"state":"ON","transition":0,"brightness":9,"color":{"x":0.1,"y":0.2}}""");
        assertThat(restoration(state.formatted("hs")))
                .containsExactly(
                        """
                        {"state":"ON","transition":0,"brightness":9,\
                        "color":{"hue":30,"saturation":90}}""");
    }

    @Test
    void darkLampIsLitOnceInItsOldLightAndThenOff() throws Exception {
        assertThat(restoration("{\"state\":\"OFF\",\"brightness\":40}"))
                .containsExactly(
                        "{\"state\":\"ON\",\"transition\":0,\"brightness\":40}",
                        "{\"state\":\"OFF\",\"transition\":0}");
    }

    @Test
    void plainSwitch() throws Exception {
        assertThat(restoration("{\"state\":\"OFF\"}"))
                .containsExactly("{\"state\":\"OFF\",\"transition\":0}");
        assertThat(restoration("{\"state\":\"ON\"}"))
                .containsExactly("{\"state\":\"ON\",\"transition\":0}");
    }
}
