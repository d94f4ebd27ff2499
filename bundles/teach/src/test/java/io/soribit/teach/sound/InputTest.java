// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.FrontEndSpec;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of takes besides what one model made of them. */
public class InputTest {
    public static final FrontEndSpec SPEC =
            new FrontEndSpec("log-mel", Map.of("bands", 3, "floor", 1e-10, "scale", "htk"));

    @TempDir Path data;

    @Test
    void featuresAreKeptButForRounding() {
        float[] exact = {-100, -99.7f, -40, 0, 12.5f};
        FloatBuffer features = FloatBuffer.wrap(exact);
        FloatBuffer back = FloatBuffer.allocate(exact.length);
        Input.of(features).into(back);
        assertThat(features.remaining()).isEqualTo(exact.length);
        for (int i = 0; i < exact.length; i++) {
            assertThat(back.get(i)).isCloseTo(exact[i], within(0.25f));
        }
        FloatBuffer flat = FloatBuffer.allocate(2);
        Input.of(FloatBuffer.wrap(new float[] {-7, -7})).into(flat);
        assertThat(flat.array()).containsExactly(-7, -7);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        SoundFolder folder = new SoundFolder(data);
        Input window = Input.of(FloatBuffer.wrap(new float[] {1, 2, 3}));
        folder.writeInputs(
                "own_bell", List.of(new Inputs(SPEC, "a", List.of(window), List.of(window))));
        Inputs read = folder.inputs("own_bell").get(0);
        assertThat(read.name()).isEqualTo("a");
        assertThat(read.fits(SPEC)).isTrue();
        FloatBuffer back = FloatBuffer.allocate(3);
        read.quiet().get(0).into(back);
        assertThat(back.get(1)).isCloseTo(2, within(0.01f));
        Map<String, Object> other = Map.of("bands", 4, "floor", 1e-10, "scale", "htk");
        assertThat(read.fits(new FrontEndSpec("log-mel", other))).isFalse();
        assertThat(read.fits(new FrontEndSpec("log-mel", Map.of("bands", 3)))).isFalse();
        folder.writeInputs("own_bell", List.of());
        assertThat(folder.inputs("own_bell")).isEmpty();
    }

    @Test
    void whatIsMalformedIsRefused() throws IOException {
        refused("{", "no JSON");
        refused("{}", "soribit-inputs/1");
        String begin = "{'format':'soribit-inputs/1','frontEnd':{'type':'x'},'takes':[{'loud':[";
        refused(begin + "]}]}", "has no window");
        refused(begin + "{'lowest':1,'values':''}]}]}", "in steps of NaN");
        refused(begin + "{'lowest':1,'step':1,'values':'?'}]}]}", "");
    }

    private void refused(String json, String why) throws IOException {
        Path file = data.resolve("sounds/inputs/own_bell.json");
        Files.createDirectories(file.getParent());
        Files.write(file, json.replace("'", "\"").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new SoundFolder(data).inputs("own_bell"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}
