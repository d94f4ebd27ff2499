// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Tuned;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sound of the home model in a quiet home. */
class RetuningTest {
    private static final Embedding HOME = new Embedding("home-1.0.0", 768);

    @TempDir Path data;

    private final ManualClock clock = new ManualClock();
    private final KeptHistory history = new KeptHistory();
    private SoundFolder folder;
    private Retuning retuning;

    @BeforeEach
    void teach() throws IOException {
        folder = new SoundFolder(data);
        retuning = new Retuning(folder, new Prices(history, clock), clock);
        List<OwnSound.Features> takes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            takes.add(new OwnSound.Features("take " + i, List.of(rings(i)), List.of()));
        }
        Sound sound =
                new Sound(
                        "own_bell",
                        Map.of("en", "Our bell"),
                        "🔔",
                        "#00BFA5",
                        Urgency.NOTICE,
                        List.of());
        folder.write(
                new OwnSound(
                        sound,
                        HOME,
                        takes,
                        OwnSound.learnt(HOME, takes, List.of()).orElseThrow().head()));
    }

    @Test
    void itIsAsInAnyHomeUntilAnHourWasHeard() throws IOException {
        OwnSound before = own();
        hear(0.5);
        retuning.look();
        assertThat(own().tuned()).isNull();
        assertThat(own().head().bias()).isEqualTo(before.head().bias());
        hear(1);
        retuning.look();
        assertThat(own().tuned()).isNotNull();
        assertThat(own().head().bias()).isGreaterThan(0.5f + before.head().bias());
        assertThat(own().found()).isEqualTo(3);
        assertThat(own().shared().head().bias()).isCloseTo(before.head().bias(), within(0.1f));
    }

    @Test
    void itFollowsAsTheHistoryGrows() throws IOException {
        hear(2);
        retuning.look();
        Tuned little = own().tuned();
        hear(0.1);
        retuning.look();
        assertThat(own().tuned()).isEqualTo(little);
        hear(6);
        retuning.look();
        assertThat(own().tuned().hours()).isGreaterThan(8);
        assertThat(own().tuned().onset()).isLessThan(little.onset() - 0.3f);
    }

    @Test
    void ofADayItIsLookedAtDaily() throws IOException {
        hear(25);
        retuning.look();
        Tuned day = own().tuned();
        hear(10);
        history.broken = true;
        retuning.look(); // not due: nothing is read
        history.broken = false;
        assertThat(own().tuned()).isEqualTo(day);
        hear(15);
        retuning.look();
        assertThat(own().tuned().hours()).isGreaterThan(49);
    }

    @Test
    void aHubThatKnowsTheHomeForLongerDecides() throws IOException {
        OwnSound own = own();
        Tuned elsewhere = new Tuned(9, 0.5f, 60);
        folder.write(own.tuned(own.head(), elsewhere));
        hear(26);
        retuning.look();
        assertThat(own().tuned()).isEqualTo(elsewhere);
        hear(26);
        retuning.look();
        assertThat(own().tuned().hours()).isBetween(50f, 53f);
    }

    @Test
    void whatWasForgottenMeanwhileStaysSo() throws IOException {
        hear(2);
        OwnSound own = own();
        folder.remove("own_bell");
        assertThat(folder.update(own, own.listened(false))).isFalse();
        retuning.look();
        assertThat(folder.files()).isEmpty();
    }

    private OwnSound own() throws IOException {
        return folder.sounds((file, why) -> {}).get("own_bell");
    }

    /** Quiet, a window each half minute, as the clock goes on. */
    private void hear(double hours) {
        for (int half = 0; half < hours * 120; half++) {
            clock.advance(Duration.ofSeconds(30));
            Instant end = clock.instant().minusMillis(1);
            history.add("hall", end, HOME, new float[HOME.size()]);
        }
    }

    private static float[] rings(int variation) {
        Random of = new Random(1);
        Random small = new Random(1_000L + variation);
        float[] values = new float[HOME.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (of.nextInt(12) == 0 ? 9 : 0) + 0.2f * small.nextFloat();
        }
        return values;
    }
}
