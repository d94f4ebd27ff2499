// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.hub.Device;
import io.soribit.demo.VirtualTasmota;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashShow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LampChoiceTest {
    private static final String ON = "{\"state\":\"ON\",\"brightness\":77,\"color_temp\":370}";

    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);
    private final LampJournal journal = new LampJournal(null);

    @TempDir Path folder;

    private Path path() {
        return folder.resolve("lamps.cfg");
    }

    private LampChoice choice(@Nullable LampsFile file, String... written) {
        FlashShow show =
                new FlashShow(
                        List.of(), timer, 1, FlashDurations.ofSeconds(3, 10, 20, 120), journal);
        LampKeeper keeper =
                new LampKeeper(
                        home,
                        "zigbee2mqtt",
                        Arrays.stream(written).map(Lamp::parse).toList(),
                        timer,
                        show,
                        journal);
        timer.advance(100);
        return new LampChoice(keeper, written, file);
    }

    @Test
    void theDefaultLampIsShownOnlyIfItIsThereOrWasAskedFor() {
        LampChoice choice = choice(null, LampChoice.DEFAULT);
        assertThat(choice.devices()).isEmpty();
        home.say(LampChoice.DEFAULT, ON);
        timer.advance(100);
        assertThat(choice.devices()).extracting(Device::id).containsExactly(LampChoice.DEFAULT);
        assertThat(choice(null, LampChoice.DEFAULT, "sofa").devices())
                .extracting(Device::id)
                .containsExactly("sofa", LampChoice.DEFAULT);
    }

    @Test
    void aChoiceIsWrittenWithoutADefaultThatIsNotThere() throws IOException {
        var bed = new VirtualTasmota(home, timer::after, "bed", true);
        choice(new LampsFile(path()), LampChoice.DEFAULT).use("tasmota:bed", true);
        assertThat(path()).hasContent("lamps = tasmota:bed\n");
        assertThat(bed).isNotNull();
    }

    @Test
    void aLampThatIsNotThereIsNotTaken() {
        LampChoice choice = choice(new LampsFile(path()), "sofa");
        assertThatThrownBy(() -> choice.use("attic", true))
                .hasMessageContaining("no lamp 'attic'")
                .hasMessageContaining("switch it on");
        assertThat(path()).doesNotExist();
    }

    @Test
    void withoutADataFolderNoChoiceIsKept() {
        LampChoice choice = choice(null, "sofa");
        assertThatThrownBy(() -> choice.use("sofa", false)).hasMessageContaining("no data folder");
    }
}
