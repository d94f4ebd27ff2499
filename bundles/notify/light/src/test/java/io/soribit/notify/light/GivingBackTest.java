// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Urgency;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lamps get back what they had, whatever happens to the hub, the lamp or the broker. */
class GivingBackTest {
    private static final String ON =
            "{\"state\":\"ON\",\"brightness\":77,\"color_mode\":\"color_temp\",\"color_temp\":370}";
    private static final String OFF = "{\"state\":\"OFF\",\"brightness\":12,\"color_temp\":200}";
    private static final String PERSONS =
            "{\"state\":\"ON\",\"brightness\":120,\"color_temp\":250}";

    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);

    @TempDir Path data;

    @BeforeEach
    void lampShinesWarmWhite() {
        home.lamp("lamp", ON);
    }

    private Path file() {
        return data.resolve("state").resolve("lamps.json");
    }

    private LampHub hub() {
        return new LampHub(timer, home, file(), 1, "lamp");
    }

    private LampHub flashing(Urgency urgency, String colour) {
        LampHub hub = hub();
        hub.deliver(Alerts.start("a", urgency, colour));
        return hub;
    }

    private int brightness() {
        return home.lamp("lamp").path("brightness").asInt();
    }

    private String switched() {
        return home.lamp("lamp").path("state").asText();
    }

    @Test
    void whatALampIsOwedIsOnTheDiskBeforeItIsChanged() {
        home.onSet = () -> assertThat(file()).exists();
        flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(1_200);
        assertThat(home.told).isNotEmpty();
        timer.advance(10_000);
        assertThat(file()).doesNotExist();
    }

    @Test
    void hubThatDiedInADarkFrameGivesTheStateBackWhenItStarts() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(700);
        assertThat(home.coloursOf("lamp")).endsWith(Alerts.GREEN, "-");
        hub.crash();
        home.told.clear();
        hub();
        timer.advance(5_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
        assertThat(switched()).isEqualTo("ON");
        assertThat(brightness()).isEqualTo(77);
        assertThat(file()).doesNotExist();
        assertThat(timer.isIdle()).isTrue();
    }

    @Test
    void darkLampOfAHubThatDiedIsDarkAgain() {
        home.lamp("lamp", OFF);
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        assertThat(switched()).isEqualTo("ON");
        hub.crash();
        hub();
        timer.advance(5_000);
        assertThat(switched()).isEqualTo("OFF");
        assertThat(brightness()).isEqualTo(12);
        assertThat(file()).doesNotExist();
    }

    @Test
    void hubThatDiesAgainAndAgainStillKnowsTheFirstState() {
        for (int i = 0; i < 5; i++) {
            LampHub hub = hub();
            hub.deliver(Alerts.start("a" + i, Urgency.URGENT, Alerts.BLUE));
            timer.advance(900 + 400 * i);
            hub.crash();
        }
        hub();
        timer.advance(5_000);
        assertThat(home.coloursOf("lamp")).endsWith("old");
        assertThat(brightness()).isEqualTo(77);
    }

    @Test
    void lampThatAPersonChangedAfterTheHubDiedIsLeftAlone() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        hub.crash();
        home.person("lamp", PERSONS);
        home.told.clear();
        hub();
        timer.advance(600_000);
        assertThat(home.told).isEmpty();
        assertThat(brightness()).isEqualTo(120);
        assertThat(file()).doesNotExist();
    }

    @Test
    void silentLampGetsItsStateOnceWhenTheHubStarts() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        hub.crash();
        home.answers = false;
        home.told.clear();
        hub();
        timer.advance(600_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
    }

    @Test
    void brokerThatIsAwayWhenTheHubStartsDelaysTheWayBack() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        hub.crash();
        home.told.clear();
        home.connected = false;
        home.keeps = false;
        hub();
        timer.advance(600_000);
        assertThat(home.told).isEmpty();
        home.connected = true;
        timer.advance(5_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
        assertThat(file()).doesNotExist();
    }
}
