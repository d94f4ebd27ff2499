// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.learn.Head;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundRegistryTest {
    @TempDir Path data;

    private final List<OwnSound> registered = new ArrayList<>();
    private int fewest;
    private SoundFolder folder;
    private SoundRegistry registry;

    @BeforeEach
    void open() {
        folder = new SoundFolder(data);
        registry = new SoundRegistry(folder, this::register);
    }

    private Runnable register(OwnSound own) {
        registered.add(own);
        return () -> {
            registered.removeIf(other -> other == own);
            fewest = Math.min(fewest, registered.size());
        };
    }

    @Test
    void soundsComeAndGoWithTheirFiles() throws IOException {
        folder.write(own("own_bell"));
        folder.write(own("own_cat").listened(false));
        registry.look();
        registry.look();
        assertThat(registered).extracting(own -> own.sound().id()).containsExactly("own_bell");
        folder.write(own("own_bell").listened(false));
        folder.write(own("own_cat"));
        registry.look();
        assertThat(registered).extracting(own -> own.sound().id()).containsExactly("own_cat");
        folder.remove("own_cat");
        registry.look();
        assertThat(registered).isEmpty();
    }

    @Test
    void aSoundWhoseFileIsWrittenAnewIsThereAllTheTime() throws IOException {
        folder.write(own("own_bell"));
        registry.look();
        OwnSound before = registered.get(0);
        fewest = registered.size();
        folder.write(own("own_bell").tuned(before.head(), new OwnSound.Tuned(5, 0.5f, 30)));
        registry.look();
        assertThat(fewest).isEqualTo(1);
        assertThat(registered).singleElement().extracting(OwnSound::tuned).isNotNull();
    }

    @Test
    void whatIsBeyondTheMostIsNotHeardAndThatIsSaidOnce() throws IOException {
        for (int i = 0; i < SoundFolder.MOST; i++) {
            folder.write(own("own_bell%02d".formatted(i)));
        }
        registry.look();
        assertThat(registered).hasSize(SoundFolder.MOST);
        folder.write(own("own_aid_call"));
        try (LogCapture log = LogCapture.by(SoundRegistry.class.getName())) {
            registry.look();
            registry.look();
            assertThat(log.about("there are more than 50"))
                    .singleElement()
                    .asString()
                    .contains("own_bell49.json");
        }
        assertThat(registered)
                .hasSize(SoundFolder.MOST)
                .extracting(own -> own.sound().id())
                .contains("own_aid_call")
                .doesNotContain("own_bell49");
        assertThat(folder.isBeyond("own_bell49")).isTrue();
        assertThat(folder.isBeyond("own_aid_call")).isFalse();
        folder.remove("own_bell00");
        registry.look();
        assertThat(registered).extracting(own -> own.sound().id()).contains("own_bell49");
        assertThat(folder.isBeyond("own_bell49")).isFalse();
    }

    private static OwnSound own(String id) {
        return new OwnSound(
                new Sound(id, Map.of("en", id), "🔔", "#00BFA5", Urgency.NOTICE, List.of()),
                SchoolTest.HOME,
                List.of(
                        new OwnSound.Features(
                                "take 1", List.of(new float[SchoolTest.HOME.size()]), List.of())),
                new Head(new float[SchoolTest.HOME.size()], 1));
    }
}
