// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioStream;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.setting.Teaching;
import io.soribit.api.setting.Teaching.Phase;
import io.soribit.api.setting.Teaching.Progress;
import io.soribit.api.source.RoomRecorder;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.TakeAnalyzer;
import io.soribit.teach.take.TakeReader;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings are named for what the model is to make of them: {@code bell1}, {@code alarm}. */
class RoomTeachingTest {
    private static final int RATE = 8_000;
    private static final Sound MUSIC =
            new Sound("music", Map.of("en", "Music"), "🎵", "#B388FF", Urgency.INFO, List.of());

    @TempDir Path data;

    private final ManualClock clock = new ManualClock();
    private final Hall hall = new Hall();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private @Nullable RoomTeaching made;

    @Test
    void aSoundIsTaughtStepByStep() throws Exception {
        begin();
        assertThat(progress().takes()).isEmpty();
        assertThat(progress().problem()).extracting("code").isEqualTo("count");
        teaching().record(true);
        assertThat(progress().phase()).isEqualTo(Phase.QUIET);
        hear("room");
        assertThat(progress().floorDb()).isBetween(-60f, -50f);
        teaching().record(false);
        assertThat(progress().phase()).isEqualTo(Phase.RECORDING);
        hear("bell1");
        take("bell2");
        assertThat(progress().takes().get(1).alike()).isGreaterThan(0.5);
        assertThat(progress().takes().get(1).found()).isNull();
        take("bell3");
        Progress ready = progress();
        assertThat(ready.phase()).isEqualTo(Phase.WAITING);
        assertThat(ready.problem()).isNull();
        assertThat(ready.good()).isTrue();
        assertThat(ready.takes()).extracting(Teaching.Take::number).containsExactly(1, 2, 3);
        assertThat(ready.takes())
                .allSatisfy(
                        t -> {
                            assertThat(t.found()).isTrue();
                            assertThat(t.different()).isFalse();
                            assertThat(t.aboveDb()).isBetween(30f, 45f);
                            assertThat(t.loudness()).hasSize(100);
                            assertThat(t.remarks()).isEmpty();
                        });
        assertThat(teaching().learn("🎵", "#00BFA5", "urgent", false)).isEqualTo("own_our_bell");
        assertThat(teaching().progress()).isNull();
        assertThat(teaching().sounds())
                .singleElement()
                .satisfies(
                        t -> {
                            assertThat(t.takes()).isEqualTo(3);
                            assertThat(t.sound().urgency()).isEqualTo(Urgency.URGENT);
                            assertThat(t.sound().name("ko")).isEqualTo("우리 집 종");
                        });
        teaching().remove("own_our_bell");
        assertThat(teaching().sounds()).isEmpty();
    }

    @Test
    void theQuietRoomIsPartOfWhatIsKept() throws Exception {
        begin();
        teaching().record(true);
        hear("room");
        take("bell1");
        take("bell2");
        take("bell3");
        String id = teaching().learn("🎵", "#00BFA5", "notice", false);
        var own = new SoundFolder(data).sounds((file, why) -> {}).get(id);
        assertThat(own.takes().get(0).quiet()).hasSize(2);
        assertThat(own.takes().get(1).quiet()).isEmpty();
        assertThat(own.takes()).extracting("name").containsExactly("take 1", "take 2", "take 3");
    }

    @Test
    void aTakeThatTeachesNothingIsNotKept() throws Exception {
        begin();
        refused("silence", "silent", "take 1 is silent");
        refused("click", "click", "take 1 holds one short click");
        refused("alarm", "danger", "take 1 sounds like an emergency (Smoke alarm at 1.0 s)");
        refused("music", "music", "take 1 is music from the beginning to the end");
        hall.broken = true;
        refused("bell1", "broken_off", "the recording of hall broke off");
        hall.broken = false;
        take("bell1");
        assertThat(progress().refused()).isNull();
        assertThat(progress().takes()).hasSize(1);
        teaching().record(true);
        hear("bell2");
        assertThat(progress().refused()).extracting("code").isEqualTo("not_quiet");
    }

    private void refused(String kind, String code, String message) throws Exception {
        take(kind);
        assertThat(progress().takes()).isEmpty();
        Teaching.Remark refused = Objects.requireNonNull(progress().refused());
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.message()).startsWith(message);
        assertThat(progress().phase()).isEqualTo(Phase.WAITING);
    }

    @Test
    void whatIsWrongWithATakeIsSaid() throws Exception {
        begin();
        take("clipped");
        assertThat(progress().takes().get(0).remarks())
                .extracting("code")
                .containsExactly("clipped");
        take("hum");
        assertThat(progress().takes().get(1).remarks())
                .extracting("code")
                .containsExactly("near_floor");
        take("melody");
        assertThat(progress().takes().get(2).heard()).containsExactly(MUSIC);
    }

    @Test
    void aTakeOfAnotherSoundIsDropped() throws Exception {
        begin();
        for (String kind : List.of("bell1", "bell2", "dog1", "bell3", "bell4")) {
            take(kind);
        }
        assertThat(progress().problem())
                .extracting("message")
                .asString()
                .startsWith("take 3 is unlike the other recordings");
        assertThat(progress().takes().stream().filter(Teaching.Take::different))
                .extracting(Teaching.Take::number)
                .containsExactly(3);
        refuses("unlike", () -> teaching().learn("🎵", "#00BFA5", "notice", false));
        teaching().drop(3);
        refuses("unknown", () -> teaching().drop(3));
        assertThat(progress().problem()).isNull();
        assertThat(progress().takes()).extracting("number").containsExactly(1, 2, 4, 5);
        teaching().learn("🎵", "#00BFA5", "notice", false);
    }

    @Test
    void fiveDifferentSoundsAreNotOne() throws Exception {
        begin();
        for (String kind : List.of("bell1.wav", "dog1.wav", "door1.wav", "car1.wav", "cat1.wav")) {
            take(kind);
        }
        assertThat(progress().problem()).extracting("code").isEqualTo("different");
        refuses("different", () -> teaching().learn("🎵", "#00BFA5", "notice", false));
        assertThat(teaching().sounds()).isEmpty();
        assertThat(progress().takes()).hasSize(5);
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        refuses("nothing", () -> teaching().record(false));
        refuses("room", () -> teaching().begin(Map.of("en", "Bell"), "cellar"));
        refuses("name", () -> teaching().begin(Map.of("en", " "), "hall"));
        refuses("name", () -> teaching().begin(Map.of("ko", "종"), "hall"));
        refuses("name_taken", () -> teaching().begin(Map.of("en", "smoke alarm"), "hall"));
        begin();
        refuses("busy", this::begin);
        refuses("count", () -> teaching().learn("🎵", "#00BFA5", "notice", false));
        refuses("urgency", () -> teaching().learn("🎵", "#00BFA5", "loud", false));
        refuses("emergency", () -> teaching().learn("🎵", "#00BFA5", "emergency", false));
        refuses("icon", () -> teaching().learn("a long story", "#00BFA5", "notice", false));
        refuses("sound", () -> teaching().learn("🎵", "green", "notice", false));
        teaching().record(false);
        refuses("recording", () -> teaching().record(false));
        hear("bell1");
        for (int i = 2; i <= Teaching.MOST_TAKES; i++) {
            take("bell" + i);
        }
        refuses("enough", () -> teaching().record(false));
    }

    @Test
    void whatNobodyGoesOnWithIsForgotten() throws Exception {
        begin();
        take("bell1");
        clock.advance(Duration.ofMinutes(14));
        assertThat(progress().takes()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(teaching().progress()).isNull();
        begin();
        teaching().record(false);
        teaching().cancel();
        assertThat(teaching().progress()).isNull();
        hear("bell1"); // what it still records is let go of
        assertThat(teaching().progress()).isNull();
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
    }

    private void begin() throws Teaching.RefusedException, IOException {
        teaching().begin(Map.of("en", "Our bell", "ko", "우리 집 종"), "hall");
    }

    private void take(String kind) throws Exception {
        teaching().record(false);
        hear(kind);
    }

    private void hear(String kind) {
        hall.kind = kind;
        tasks.remove().run();
    }

    private Progress progress() {
        return Objects.requireNonNull(teaching().progress());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(
            String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        return assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Teaching.RefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private RoomTeaching teaching() {
        if (made == null) {
            TakeAnalyzer takes = new TakeAnalyzer(hall);
            School school =
                    new School(
                            new SoundFolder(data),
                            new TakeReader(
                                    file -> {
                                        throw new IOException("no file is read");
                                    },
                                    takes),
                            new SchoolTest.OneSound(),
                            List::of);
            made = new RoomTeaching(school, takes, hall, tasks::add, clock);
        }
        return made;
    }

    /** A room in which one thing sounds after another, and what the model makes of it. */
    private static final class Hall implements RoomRecorder, Analyzer {
        private String kind = "";
        private boolean broken;

        @Override
        public Set<String> rooms() {
            return new TreeSet<>(Set.of("hall"));
        }

        @Override
        public Recording record(String room, Duration length) throws IOException {
            if (broken) {
                throw new IOException("the recording of hall broke off");
            }
            float[] samples = new float[(int) length.toSeconds() * RATE];
            boolean lasts = kind.equals("hum") || kind.equals("music");
            for (int i = 0; i < samples.length; i++) {
                boolean on = lasts || (i > 2 * RATE && i < 4 * RATE);
                double tone = kind.equals("clipped") ? 3 : 0.1;
                double value = 0.003 * Math.sin(1.1 * i);
                value += on && !kind.equals("room") ? tone * Math.sin(0.3 * i) : 0;
                samples[i] = (float) Math.max(-1, Math.min(1, value));
            }
            if (kind.equals("silence")) {
                samples = new float[samples.length];
            } else if (kind.equals("click")) {
                samples = new float[samples.length];
                samples[RATE] = 0.9f;
            }
            return new Recording(RATE, samples, null);
        }

        @Override
        public void analyze(AudioStream audio, @Nullable String modelId, Findings findings) {
            for (double start : new double[] {3, 3.24}) {
                findings.embedding(SchoolTest.HOME, SchoolTest.embedding(kind));
                findings.window("home", start, List.of(), new float[0]);
            }
            if (kind.equals("alarm")) {
                findings.event("home", SchoolTest.ALARM, 2.5, 4, 0.9f);
            } else if (kind.equals("music") || kind.equals("melody")) {
                findings.event("home", MUSIC, 2.5, 4, 0.9f);
            }
        }
    }
}
