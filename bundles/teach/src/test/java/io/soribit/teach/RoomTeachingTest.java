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
import io.soribit.teach.price.KeptHistory;
import io.soribit.teach.price.Prices;
import io.soribit.teach.relearn.Trunks;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.PastTakes;
import io.soribit.teach.take.TakeAnalyzer;
import io.soribit.teach.take.TakeReader;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    private Teaching.@Nullable Remark problem;
    private @Nullable String otherModel;
    private final KeptHistory history = new KeptHistory();
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
    void whatWouldHaveAlertedIsListenedForOnlyWhenAPersonSaysSo() throws Exception {
        Instant before = clock.instant().minusSeconds(3_600);
        history.add("kitchen", before, SchoolTest.HOME, SchoolTest.embedding("bell7"));
        begin();
        for (String kind : List.of("bell1", "bell2", "bell3")) {
            take(kind);
            clock.advance(Duration.ofSeconds(10));
            history.add("hall", clock.instant(), SchoolTest.HOME, SchoolTest.embedding(kind));
        }
        clock.advance(Duration.ofSeconds(10));
        String id = teaching().learn("🎵", "#00BFA5", "notice", false);
        assertThat(only().on()).isFalse();
        Teaching.Price price = teaching().price(id, 7);
        assertThat(price.count()).as("without its own takes").isEqualTo(1);
        assertThat(price.since()).isEqualTo(before);
        assertThat(price.events().get(0).room()).isEqualTo("kitchen");
        assertThat(price.events().get(0).confirmed()).isNull();

        teaching().judge(id, "kitchen", before, true);
        assertThat(teaching().price(id, 7).events().get(0).confirmed()).isTrue();
        assertThat(only().takes()).isEqualTo(3);
        assertThat(only().found()).isEqualTo(3);
        teaching().listen(id, true);
        assertThat(only().on()).isTrue();
        assertThat(only().problem()).isNull();
        problem = new Teaching.Remark("worse", "it finds less");
        assertThat(only().problem()).isEqualTo(problem);
        refuses("unknown", () -> teaching().price("own_cat", 7));
        refuses("days", () -> teaching().price(id, 15));
        refuses("no_window", () -> teaching().judge(id, "cellar", before, true));
        refuses("unknown", () -> teaching().listen("own_cat", true));
    }

    @Test
    void whatWasHeardInTheLastDaysTeachesToo() throws Exception {
        Instant first = heard("kitchen", "washer1");
        Instant second = heard("kitchen", "washer2");
        Instant third = heard("hall", "washer3");
        Instant alarm = heard("cellar", "washer4");
        refuses("nothing", () -> teaching().pick("kitchen", first));
        begin();
        teaching().pick("kitchen", first);
        teaching().pick("kitchen", second);
        teaching().pick("hall", third);
        assertThat(progress().takes())
                .extracting(Teaching.Take::room, Teaching.Take::picked)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("kitchen", first),
                        org.assertj.core.groups.Tuple.tuple("kitchen", second),
                        org.assertj.core.groups.Tuple.tuple("hall", third));
        assertThat(progress().takes().get(0).loudestDb()).isNull();
        assertThat(progress().takes()).allMatch(t -> Boolean.TRUE.equals(t.found()));
        assertThat(progress().good()).isTrue();
        refuses("twice", () -> teaching().pick("kitchen", second));
        Instant again = second.plusMillis(500);
        refuses("twice", () -> teaching().pick("kitchen", again));
        refuses("danger", () -> teaching().pick("cellar", alarm));
        refuses("no_window", () -> teaching().pick("hall", first.minusSeconds(3_600)));

        String id = teaching().learn("🧺", "#00BFA5", "notice", false);
        var own = new SoundFolder(data).sounds((file, why) -> {}).get(id);
        assertThat(own.takes().get(0).quiet()).isNotEmpty();
        assertThat(own.score(SchoolTest.embedding("washer9"))).isGreaterThan(0.5f);
        assertThat(own.score(SchoolTest.embedding("room9"))).isLessThan(0.25f);
        assertThat(own.on()).as("it would have alerted").isFalse();
    }

    /** A quiet minute, then something. */
    private Instant heard(String room, String kind) {
        for (int i = 0; i < 6; i++) {
            history.add(room, clock.instant(), SchoolTest.HOME, SchoolTest.embedding("room" + i));
            clock.advance(Duration.ofSeconds(10));
        }
        Instant start = clock.instant();
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            history.add(room, clock.instant(), SchoolTest.HOME, SchoolTest.embedding(kind));
        }
        clock.advance(Duration.ofMinutes(1));
        return start;
    }

    private Teaching.Taught only() throws IOException {
        return teaching().sounds().get(0);
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
    void whileWhatWasEndedIsStillRecordedTheNextDoesNotBegin() throws Exception {
        begin();
        teaching().record(false);
        teaching().cancel();
        begin();
        refuses("recording", () -> teaching().record(false));
        assertThat(progress().phase()).isEqualTo(Phase.WAITING);
        hear("bell1");
        assertThat(progress().takes()).isEmpty();
        take("bell2");
        assertThat(progress().takes()).hasSize(1);
    }

    @Test
    void whatIsEndedWhileItIsLearntIsNotKept() throws Exception {
        begin();
        take("bell1");
        take("bell2");
        take("bell3");
        history.during = () -> teaching().cancel();
        refuses("nothing", () -> teaching().learn("🎵", "#00BFA5", "notice", false));
        assertThat(teaching().sounds()).isEmpty();
        assertThat(data.resolve("sounds")).doesNotExist();

        begin();
        take("dog1");
        take("dog2");
        take("dog3");
        history.during =
                () -> {
                    teaching().cancel();
                    begin();
                };
        refuses("nothing", () -> teaching().learn("🎵", "#00BFA5", "notice", false));
        assertThat(progress().takes()).as("the next one goes on").isEmpty();
        assertThat(data.resolve("sounds")).doesNotExist();
    }

    @Test
    void aRoomThatWouldNotHearItDoesNotTeachIt() throws Exception {
        otherModel = "resnet50";
        refuses("room_model", this::begin);
        assertThat(teaching().progress()).isNull();
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
                            List::of,
                            new Prices(history, clock),
                            trunks());
            PastTakes past = new PastTakes(history, (room, from, to) -> room.equals("cellar"));
            made = new RoomTeaching(school, takes, hall, tasks::add, past, clock, clock);
        }
        return made;
    }

    private Trunks trunks() {
        return new Trunks() {
            @Override
            public Teaching.@Nullable Remark problem(OwnSound own) {
                return problem;
            }

            @Override
            public @Nullable String other(String room) {
                return otherModel;
            }
        };
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
