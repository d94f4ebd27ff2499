// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;

class DefaultMicrophoneTest {
    private final List<String> happened = new ArrayList<>();
    private Optional<String> configured = Optional.empty();

    private DefaultMicrophone start() {
        return new DefaultMicrophone(
                () -> configured,
                () -> {
                    happened.add("opened");
                    return () -> happened.add("closed");
                });
    }

    @Test
    void itIsThereWithoutAnyConfiguration() {
        DefaultMicrophone microphone = start();
        microphone.look();
        assertThat(happened).containsExactly("opened");
        assertThat(Microphone.usual().id()).isEqualTo("microphone");
        assertThat(Microphone.usual().room()).isEqualTo("home");
        microphone.stop();
        microphone.stop();
        microphone.look();
        assertThat(happened).containsExactly("opened", "closed");
    }

    @Test
    void aLentMicrophoneDoesNotTakeItsPlace() throws Exception {
        Filter configured = FrameworkUtil.createFilter(DefaultMicrophone.CONFIGURED);
        Filter others = FrameworkUtil.createFilter(DefaultMicrophone.OTHERS);
        String type = "io.soribit.api.AudioSource";
        for (String kind : List.of("browser", "stream")) {
            boolean counts = kind.equals("stream");
            assertThat(
                            configured.matches(
                                    Map.of("service.factoryPid", "io.soribit.source." + kind)))
                    .isEqualTo(counts);
            assertThat(others.matches(Map.of("objectClass", type, "source.kind", kind)))
                    .isEqualTo(counts);
        }
        assertThat(others.matches(Map.of("objectClass", type))).isTrue();
        assertThat(others.matches(Map.of("objectClass", type, "source.default", true))).isFalse();
    }

    @Test
    void aConfiguredSourceTakesItsPlaceForAsLongAsItIsThere() {
        configured = Optional.of("io.soribit.source.file~attic");
        DefaultMicrophone microphone = start();
        assertThat(happened).isEmpty();
        configured = Optional.empty();
        microphone.look();
        configured = Optional.of("io.soribit.source.microphone~kitchen");
        microphone.look();
        microphone.look();
        assertThat(happened).containsExactly("opened", "closed");
    }
}
