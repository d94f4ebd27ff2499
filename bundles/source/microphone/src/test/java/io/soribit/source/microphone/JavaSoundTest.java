// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Mixer;
import org.junit.jupiter.api.Test;

class JavaSoundTest {
    /** True with any number of sound cards: a machine that builds usually has none. */
    @Test
    void everyDeviceIsAMixerThatCaptures() {
        List<String> mixers =
                Arrays.stream(AudioSystem.getMixerInfo()).map(Mixer.Info::getName).toList();
        assertThat(new JavaSound().get())
                .allSatisfy(
                        device ->
                                assertThat(mixers)
                                        .anyMatch(name -> device.name().startsWith(name)));
        boolean captures =
                Arrays.stream(AudioSystem.getMixerInfo())
                        .map(AudioSystem::getMixer)
                        .flatMap(mixer -> Arrays.stream(mixer.getTargetLineInfo()))
                        .anyMatch(javax.sound.sampled.DataLine.Info.class::isInstance);
        assertThat(new JavaSound().get().isEmpty()).isEqualTo(!captures);
    }
}
