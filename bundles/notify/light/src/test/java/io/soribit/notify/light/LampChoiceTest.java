// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.Receipt;
import io.soribit.api.hub.Device;
import io.soribit.demo.VirtualTasmota;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashShow;
import io.soribit.testkit.AlertBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
    void onlyALampThatCannotReportCountsAsDeliveredBeforeItHasReported() throws IOException {
        Alert alert = AlertBuilder.alert("1").build();
        LampChoice none = choice(null, LampChoice.DEFAULT);
        assertThat(none.receipt(alert)).isEqualTo(Receipt.NO_DEVICE);
        LampChoice sofa = choice(null, "sofa", "kitchen@kitchen");
        assertThat(sofa.receipt(alert)).isEqualTo(Receipt.SENT);
        assertThat(sofa.receipt(alert.with(alert.delivery().reaching(Set.of("attic")))))
                .isEqualTo(Receipt.NO_DEVICE);
        LampChoice wled = choice(null, "wled:wled/shelf");
        assertThat(wled.receipt(alert)).as("never heard of").isEqualTo(Receipt.SENT);
        home.publish("wled/shelf/status", "online".getBytes(UTF_8), 1, true);
        timer.advance(100);
        assertThat(wled.receipt(alert)).isEqualTo(Receipt.DELIVERED);
    }

    @Test
    void aLampOfHomeAssistantIsFoundAndAskedForItsState() throws IOException {
        LampChoice choice = choice(new LampsFile(path()), "ha:light.bed");
        home.publish(
                "soribit/hub/ha/lamp/light.bed/config",
                "{\"name\":\"Bed\",\"ability\":\"light\"}".getBytes(UTF_8),
                1,
                true);
        home.publish(
                "soribit/hub/ha/lamp/light.bed/availability", "offline".getBytes(UTF_8), 1, true);
        timer.advance(100);
        assertThat(choice.devices())
                .extracting(d -> d.id() + " " + d.name() + " " + d.kind() + " " + d.ability())
                .containsExactly("ha:light.bed Bed Home Assistant light");
        assertThat(choice.devices().get(0).reachable()).isFalse();
        home.publish(
                "soribit/hub/ha/lamp/light.bed/availability", "online".getBytes(UTF_8), 1, true);
        timer.advance(2_000);
        assertThat(choice.devices().get(0).reachable()).isTrue();
        assertThat(home.traffic)
                .anyMatch(sent -> sent.startsWith("soribit/hub/ha/lamp/light.bed/get "));
    }

    @Test
    void aBatteryIsReported() {
        LampChoice choice = choice(null, "sofa");
        home.say("sofa", "{\"state\":\"ON\",\"battery\":12}");
        timer.advance(100);
        assertThat(choice.devices().get(0).battery()).isEqualTo(12);
        home.say("sofa", "{\"battery\":\"low\"}");
        timer.advance(100);
        assertThat(choice.devices().get(0).battery()).isEqualTo(12);
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
