// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Urgency;
import io.soribit.notify.light.Alerts;
import io.soribit.notify.light.LampHub;
import io.soribit.notify.light.ManualTimer;
import io.soribit.notify.light.VirtualHome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lamps get back what they had, whatever happens to the hub, the lamp or the broker. */
class ShutdownRestoreTest {
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
        assertThat(home.sent).isNotEmpty();
        timer.advance(10_000);
        assertThat(file()).doesNotExist();
    }

    @Test
    void hubThatDiedInADarkFrameGivesTheStateBackWhenItStarts() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(700);
        assertThat(home.coloursOf("lamp")).endsWith(Alerts.GREEN, "-");
        hub.crash();
        home.sent.clear();
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
        home.sent.clear();
        hub();
        timer.advance(600_000);
        assertThat(home.sent).isEmpty();
        assertThat(brightness()).isEqualTo(120);
        assertThat(file()).doesNotExist();
    }

    @Test
    void silentLampGetsItsStateOnceWhenTheHubStarts() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        hub.crash();
        home.answers = false;
        home.sent.clear();
        hub();
        timer.advance(600_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
    }

    @Test
    void brokerThatIsAwayWhenTheHubStartsDelaysTheWayBack() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        hub.crash();
        home.sent.clear();
        home.connected = false;
        home.keeps = false;
        hub();
        timer.advance(600_000);
        assertThat(home.sent).isEmpty();
        home.connected = true;
        timer.advance(5_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
        assertThat(file()).doesNotExist();
    }

    @Test
    void lampThatWasOfflineGetsItsStateWhenItIsBack() {
        flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        home.offline.add("lamp");
        timer.advance(3_600_000);
        assertThat(file()).exists();
        assertThat(home.lamp("lamp").path("color").path("hex").asText()).isEqualTo(Alerts.GREEN);
        home.sent.clear();
        home.offline.clear();
        timer.advance(600_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
        assertThat(brightness()).isEqualTo(77);
        assertThat(file()).doesNotExist();
        assertThat(timer.isIdle()).isTrue();
    }

    @Test
    void lampThatIsBackByItselfGetsItsStateAtOnce() {
        flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        home.offline.add("lamp");
        timer.advance(3_600_000);
        home.offline.clear();
        home.person("lamp", "{}");
        timer.advance(1_000);
        assertThat(home.coloursOf("lamp")).endsWith("old");
    }

    @Test
    void personWhoChangesALampThatWasOfflineWins() {
        flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        home.offline.add("lamp");
        timer.advance(60_000);
        home.sent.clear();
        home.offline.clear();
        home.person("lamp", PERSONS);
        timer.advance(600_000);
        assertThat(home.sent).isEmpty();
        assertThat(brightness()).isEqualTo(120);
        assertThat(file()).doesNotExist();
    }

    @Test
    void brokerThatWentWithTheMessageGetsItAgain() {
        flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        home.connected = false;
        home.keeps = false;
        timer.advance(60_000);
        home.sent.clear();
        home.connected = true;
        timer.advance(5_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
        assertThat(file()).doesNotExist();
    }

    @Test
    void newAlertKeepsTheStateThatAnOfflineLampIsStillOwed() {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        home.offline.add("lamp");
        timer.advance(20_000);
        home.offline.clear();
        hub.deliver(Alerts.start("b", Urgency.NOTICE, Alerts.BLUE));
        timer.advance(20_000);
        assertThat(home.coloursOf("lamp")).contains(Alerts.BLUE).endsWith("old");
        assertThat(brightness()).isEqualTo(77);
        assertThat(file()).doesNotExist();
    }

    @Test
    void lampThatNeverTakesItsStateIsNotAskedForEver() {
        flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        home.stuck = true;
        timer.advance(7_200_000);
        assertThat(home.sent.size()).isLessThan(30);
        assertThat(timer.isIdle()).isTrue();
    }

    @Test
    void personEndsTheFlashesOfANoticeAndGetsWhatTheyWanted() {
        LampHub hub = flashing(Urgency.URGENT, Alerts.GREEN);
        timer.advance(2_300);
        home.sent.clear();
        home.person("lamp", PERSONS);
        timer.advance(20_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
        assertThat(brightness()).isEqualTo(120);
        hub.deliver(Alerts.start("next", Urgency.NOTICE, Alerts.BLUE));
        timer.advance(20_000);
        assertThat(home.coloursOf("lamp")).contains(Alerts.BLUE).endsWith("old");
        assertThat(brightness()).isEqualTo(120);
    }

    @Test
    void personDoesNotEndTheFlashesOfAnEmergencyButGetsWhatTheyWantedAfterIt() {
        flashing(Urgency.EMERGENCY, Alerts.BLUE);
        timer.advance(2_300);
        home.sent.clear();
        home.person("lamp", PERSONS);
        timer.advance(10_000);
        assertThat(home.coloursOf("lamp")).hasSizeGreaterThan(15).doesNotContain("old");
        timer.advance(200_000);
        assertThat(home.coloursOf("lamp")).endsWith("old");
        assertThat(brightness()).isEqualTo(120);
    }

    @Test
    void personWhoSwitchesOffDuringAnEmergencyHasTheLampOffInItsOldLightAfterIt() {
        flashing(Urgency.EMERGENCY, Alerts.RED);
        timer.advance(2_300);
        home.person("lamp", "{\"state\":\"OFF\"}");
        timer.advance(200_000);
        assertThat(switched()).isEqualTo("OFF");
        assertThat(brightness()).isEqualTo(77);
        assertThat(home.lamp("lamp").path("color_temp").asInt()).isEqualTo(370);
    }

    @Test
    void onlyThePersonsLampEndsItsFlashes() {
        home.lamp("other", ON);
        LampHub hub = new LampHub(timer, home, file(), 1, "lamp", "other");
        hub.deliver(Alerts.start("a", Urgency.URGENT, Alerts.GREEN));
        timer.advance(2_300);
        home.person("lamp", PERSONS);
        home.sent.clear();
        timer.advance(20_000);
        assertThat(home.coloursOf("lamp")).containsExactly("old");
        assertThat(home.coloursOf("other")).hasSizeGreaterThan(10);
    }

    @Test
    void personWhoChangesTheLampRightAfterAnAlertIsLeftAlone() {
        flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(3_500);
        assertThat(home.coloursOf("lamp")).endsWith("old");
        home.person("lamp", PERSONS);
        home.sent.clear();
        timer.advance(600_000);
        assertThat(home.sent).isEmpty();
        assertThat(brightness()).isEqualTo(120);
    }

    @Test
    void answerThatComesLateIsNoPersonsChange() {
        home.answers = false;
        flashing(Urgency.URGENT, Alerts.GREEN);
        timer.advance(400);
        home.say("lamp", ON);
        timer.advance(20_000);
        assertThat(home.coloursOf("lamp")).hasSizeGreaterThan(15).endsWith("old");
        assertThat(brightness()).isEqualTo(77);
    }

    @Test
    void lampThatRepeatsItsStateFromBeforeIsNoPersonsChange() {
        flashing(Urgency.URGENT, Alerts.GREEN);
        timer.advance(400);
        home.say("lamp", ON);
        timer.advance(20_000);
        assertThat(home.coloursOf("lamp")).hasSizeGreaterThan(15).endsWith("old");
    }

    @Test
    void hubThatEndsWaitsUntilAllIsGivenBackAndTheNextMayFlash() throws InterruptedException {
        LampHub hub = flashing(Urgency.NOTICE, Alerts.GREEN);
        timer.advance(300);
        hub.stop();
        timer.advance(150);
        assertThat(home.coloursOf("lamp")).doesNotContain("old");
        timer.advance(50);
        assertThat(home.coloursOf("lamp")).endsWith("old");
        assertThat(file()).doesNotExist();
        timer.advance(499);
        assertThat(hub.settled()).isFalse();
        timer.advance(1);
        assertThat(hub.settled()).isTrue();
    }

    @Test
    void hubThatEndsWithoutFlashesWaitsForNothing() throws InterruptedException {
        LampHub hub = hub();
        hub.stop();
        assertThat(hub.settled()).isTrue();
    }
}
