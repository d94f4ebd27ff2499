// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.api.Embedding;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.setting.Teaching;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.learn.Head;
import io.soribit.teach.price.KeptHistory;
import io.soribit.teach.price.PriceText;
import io.soribit.teach.price.Prices;
import io.soribit.teach.sound.InputTest;
import io.soribit.teach.sound.Inputs;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.TakeAnalyzer;
import io.soribit.teach.take.TakeReader;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Recordings are named for what the model is to make of them: {@code bell1.wav}, {@code alarm.wav}.
 */
class SchoolTest {
    static final Embedding HOME = new Embedding("home-1.0.0", 768);
    static final Sound ALARM =
            new Sound(
                    "smoke_alarm",
                    Map.of("en", "Smoke alarm", "ko", "화재 경보기"),
                    "🔥",
                    "#FF2200",
                    Urgency.EMERGENCY,
                    List.of());

    @TempDir Path data;

    private final List<String> words = new ArrayList<>();
    private final KeptHistory history = new KeptHistory();
    private final ManualClock clock = new ManualClock();
    private String file = "";
    private @Nullable Remark problem;

    @Test
    void aSoundIsKeptWithWhatItWasLearntFrom() throws Exception {
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        OwnSound own = school().all(words::add).get(0);
        assertThat(own.sound().id()).isEqualTo("own_our_bell");
        assertThat(own.embedding()).isEqualTo(HOME);
        assertThat(own.takes())
                .extracting("name")
                .containsExactly("bell1.wav", "bell2.wav", "bell3.wav");
        assertThat(own.score(embedding("bell9.wav"))).isGreaterThan(0.5f);
        assertThat(own.score(embedding("dog1.wav"))).isLessThan(0.25f);
        List<Inputs> inputs = new SoundFolder(data).inputs("own_our_bell");
        assertThat(inputs).extracting(Inputs::name).hasSize(3).contains("bell2.wav");
        assertThat(inputs.get(0).fits(InputTest.SPEC)).isTrue();
        assertThat(inputs.get(0).loud()).hasSize(2);
        school().remove("own_our_bell");
        assertThat(new SoundFolder(data).inputs("own_our_bell")).isEmpty();
        assertThat(words).anyMatch(w -> w.startsWith("bell1.wav: loudest"));
        assertThat(words).anyMatch(w -> w.contains("3 are recognised") && w.endsWith("good"));
    }

    @Test
    void aTakeWithTheSmokeAlarmIsRefused() throws IOException {
        refused("Our bell", "bell1.wav", "bell2.wav", "alarm.wav")
                .hasMessageContaining("alarm.wav sounds like an emergency (Smoke alarm at 1.0 s)");
    }

    @Test
    void differentSoundsAreRefused() throws IOException {
        refused("Our bell", "bell1.wav", "dog1.wav", "door1.wav", "car1.wav", "cat1.wav")
                .hasMessageContaining("not of one sound");
        refused("Our bell", "bell1.wav", "bell2.wav", "bell3.wav", "bell4.wav", "dog1.wav")
                .hasMessageContaining("dog1.wav is unlike the other recordings");
    }

    @Test
    void theSameRecordingTwiceIsRefused() throws IOException {
        refused("Our bell", "bell1.wav", "bell2.wav", "bell3.wav", "bell2.wav")
                .hasMessageContaining("bell2.wav is the same recording as bell2.wav");
    }

    @Test
    void tooFewAreRefused() throws IOException {
        refused("Our bell", "bell1.wav", "bell2.wav").hasMessageContaining("3 to 10 recordings");
    }

    @Test
    void aNameTwiceIsRefused() throws Exception {
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        assertThatThrownBy(() -> teach("our BELL", "bell1.wav", "bell2.wav", "bell3.wav"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("taken by the sound own_our_bell");
        assertThatThrownBy(() -> teach("화재 경보기", "bell1.wav", "bell2.wav", "bell3.wav"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("taken by the sound smoke_alarm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Our-bell",
                "Our  bell!",
                "Our\u00A0bell",
                "Our\u200B bell",
                "Ｏｕｒ ｂｅｌｌ",
                "Smoke\u3000alarm",
                "test",
                "Room is not heard"
            })
    void aNameThatLooksLikeAnotherIsRefusedAndReplacesNothing(String name) throws Exception {
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        byte[] before = school().export("own_our_bell");
        assertThatThrownBy(() -> teach(name, "dog1.wav", "dog2.wav", "dog3.wav"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo("name_taken"));
        assertThat(new SoundFolder(data).files()).hasSize(1);
        assertThat(school().export("own_our_bell")).isEqualTo(before);
    }

    @Test
    void aNameOfOtherScriptsIsTakenHoweverItIsComposed() throws Exception {
        teach("현관 멜로디", "bell1.wav", "bell2.wav", "bell3.wav");
        String apart = Normalizer.normalize("현관 멜로디", Normalizer.Form.NFD);
        assertThatThrownBy(() -> teach(apart, "dog1.wav", "dog2.wav", "dog3.wav"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo("name_taken"));
    }

    @Test
    void ofASoundThatCannotBeWrittenNothingIsKept() throws Exception {
        Path blocked = data.resolve("sounds/own_our_bell.json");
        Files.createDirectories(blocked.resolve("full"));
        assertThatThrownBy(() -> teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav"))
                .isInstanceOf(IOException.class);
        assertThat(data.resolve("sounds/inputs/own_our_bell.json")).doesNotExist();
        Files.delete(blocked.resolve("full"));
        Files.delete(blocked);

        Path full = data.resolve("sounds/inputs/.own_our_bell.json.new/full");
        Files.createDirectories(full);
        assertThatThrownBy(() -> teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav"))
                .isInstanceOf(IOException.class);
        assertThat(new SoundFolder(data).files()).isEmpty();
    }

    @Test
    void whatIsLeftOfASoundThatWasNeverWrittenIsRemoved() throws Exception {
        Path left = data.resolve("sounds/inputs/own_our_bell.json");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "{}");
        Path other = Files.writeString(data.resolve("sounds/other.json"), "{}");
        school().remove("own_our_bell");
        assertThat(left).doesNotExist();
        assertThatThrownBy(() -> school().remove("own_our_bell"))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> school().remove("own_/../other"))
                .isInstanceOf(RefusedException.class);
        assertThat(other).exists();
    }

    @Test
    void oneThatWouldNotBeListenedForIsRefused() throws Exception {
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        byte[] exported = school().export("own_our_bell");
        for (int i = 1; i < SoundFolder.MOST; i++) {
            new SoundFolder(data).write(named("own_%02d".formatted(i)));
        }
        assertThatThrownBy(() -> teach("Zoo", "dog1.wav", "dog2.wav", "dog3.wav"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo("full"));
        assertThat(school().problem(bell())).isNull();
        school().remove("own_our_bell");
        new SoundFolder(data).write(named("own_50"));
        assertThatThrownBy(() -> school().take(exported, false, words::add))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo("full"));
        new SoundFolder(data).write(named("own_51"));
        List<OwnSound> all = school().all(words::add);
        assertThat(school().problem(all.get(SoundFolder.MOST - 1))).isNull();
        assertThat(school().problem(all.get(SoundFolder.MOST)))
                .extracting(Remark::code)
                .isEqualTo("too_many");
    }

    private OwnSound named(String id) {
        Sound sound = new Sound(id, Map.of("en", id), "🔊", "#00BFA5", Urgency.NOTICE, List.of());
        OwnSound.Features take =
                new OwnSound.Features(id, List.of(new float[HOME.size()]), List.of());
        return new OwnSound(sound, HOME, List.of(take), new Head(new float[HOME.size()], 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Our\nbell", "Our \u202Elleb", "\u2066Our bell", "Our\u2028bell"})
    void aNameThatTurnsTheTextAroundItIsRefused(String name) throws IOException {
        refused(name, "bell1.wav", "bell2.wav", "bell3.wav").hasMessageContaining("line break");
    }

    @Test
    void anImportIsHeldToWhatThePageHoldsASoundTo() throws Exception {
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        byte[] exported = school().export("own_our_bell");
        school().remove("own_our_bell");
        lie(exported, d -> d.put("icon", "🔊".repeat(1_000_000)), "icon");
        lie(exported, d -> d.withObject("/names").put("xx", "Other"), "export");
        lie(exported, d -> d.withObject("/names").put("ko", "가".repeat(49)), "name");
        lie(exported, d -> examples(d, 31), "export");
        lie(exported, d -> d.withArray("takes").add(d.at("/takes/0").deepCopy()), "twice");
        lie(
                exported,
                d -> {
                    ArrayNode loud = (ArrayNode) d.at("/takes/0/loud");
                    for (int i = 0; i < 1_000; i++) {
                        loud.add(loud.get(0));
                    }
                },
                "export");
        lie(
                exported,
                d -> {
                    examples(d, 1);
                    ArrayNode windows = (ArrayNode) d.at("/examples/0/windows");
                    for (int i = 0; i < 1_000; i++) {
                        windows.add(windows.get(0));
                    }
                },
                "export");
        assertThat(new SoundFolder(data).files()).isEmpty();
        assertThat(line("Our bell", "bell1.wav", "bell2.wav", "bell3.wav", "--icon=a long story"))
                .isEqualTo(1);
        school().take(exported, false, words::add);
        assertThat(bell().takes()).hasSize(3);
    }

    private static void examples(ObjectNode sound, int count) {
        ArrayNode examples = sound.withArray("examples");
        for (int i = 0; i < count; i++) {
            ObjectNode example = examples.addObject();
            example.put("room", "").put("time", "2026-03-01T08:00:04Z").put("positive", false);
            example.set("windows", sound.at("/takes/0/loud").deepCopy());
        }
    }

    private void lie(byte[] exported, Consumer<ObjectNode> change, String code) throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(exported);
        change.accept(json);
        byte[] changed = new ObjectMapper().writeValueAsBytes(json);
        assertThatThrownBy(() -> school().take(changed, false, words::add))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void anImportReplacesNoSoundOfTheSameId() throws Exception {
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        byte[] before = school().export("own_our_bell");
        byte[] other = new String(before, UTF_8).replace("Our bell", "Cat").getBytes(UTF_8);
        assertThatThrownBy(() -> school().take(other, false, words::add))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the id own_our_bell is taken");
        assertThat(school().export("own_our_bell")).isEqualTo(before);
    }

    @Test
    void ofTwoThatAreLearntAtOnceTheSecondIsRefused() throws Exception {
        byte[][] first = new byte[1][];
        history.during =
                () -> {
                    history.during = () -> {};
                    teach("Our-bell", "dog1.wav", "dog2.wav", "dog3.wav");
                    first[0] = school().export("own_our_bell");
                };
        assertThatThrownBy(() -> teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the id own_our_bell is taken");
        assertThat(school().export("own_our_bell")).isEqualTo(first[0]);
    }

    @Test
    void whatAnotherHubExportedIsLearntAnew() throws Exception {
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        byte[] exported = school().export("own_our_bell");
        school().remove("own_our_bell");
        assertThatThrownBy(() -> school().export("own_our_bell"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("there is no taught sound 'own_our_bell'");
        school().take(exported, false, words::add);
        assertThat(school().all(words::add).get(0).score(embedding("bell9.wav")))
                .isGreaterThan(0.5f);
    }

    @Test
    void whatItWouldHaveRaisedIsSaidBeforeItIsListenedFor() throws Exception {
        Instant rang = hear("hall", 60, "bell8");
        hear("hall", 50, "dog1");
        hear("kitchen", 40, "bell9");
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        assertThat(words)
                .anyMatch(w -> w.startsWith("in the last 7 days it would have alerted you 2 times"))
                .anyMatch(w -> w.startsWith("  " + local(rang) + "  hall  score 1.00"))
                .last()
                .asString()
                .endsWith(
                        "it is not listened for yet: switch it on with 'soribit teach on"
                                + " own_our_bell'");
        assertThat(bell().on()).isFalse();
        assertThat(line("on", "own_our_bell")).isZero();
        assertThat(bell().on()).isTrue();
        assertThat(line("off", "own_our_bell")).isZero();
        assertThat(bell().on()).isFalse();
        assertThat(line("on", "own_nothing")).isEqualTo(1);
        assertThat(line("price", "own_our_bell", "--days", "14")).isZero();
        assertThat(line("price", "own_our_bell", "--days", "15")).isEqualTo(1);
    }

    @Test
    void itCountsFromWhereThisHomeLetsIt() throws Exception {
        for (int half = 300; half > 0; half--) {
            Instant end = clock.instant().minusSeconds(30L * half);
            history.add("hall", end, HOME, new float[HOME.size()]);
        }
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        OwnSound own = bell();
        assertThat(own.tuned().hours()).isBetween(2.4f, 2.6f);
        assertThat(words).anyMatch(w -> w.endsWith("reach, by 2 hours of this home"));
        assertThat(own.score(embedding("bell9"))).isGreaterThan(0.5f);
        assertThat(new String(school().export("own_our_bell"), UTF_8)).doesNotContain("tuned");
    }

    @Test
    void whoeverInsistsIsAlertedAtOnce() throws Exception {
        hear("hall", 60, "bell8");
        assertThat(line("Our bell", "bell1.wav", "bell2.wav", "bell3.wav", "--on")).isZero();
        assertThat(bell().on()).isTrue();
    }

    @Test
    void aPriceThatCannotBeReadKeepsNothingFromBeingTaught() throws Exception {
        history.broken = true;
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        assertThat(words).anyMatch(w -> w.contains("cannot be found out: the disk fails"));
        assertThat(bell().on()).isFalse();
    }

    @Test
    void whatIsConfirmedOrRefusedIsLearntFrom() throws Exception {
        Instant rang = hear("hall", 60, "bell8");
        Instant cooker = hear("kitchen", 40, mixed("bell4", "cooker1", 0.75f));
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        assertThat(school().price("own_our_bell", 7).count()).isEqualTo(2);

        assertThat(line("refuse", "own_our_bell", "kitchen", local(cooker))).isZero();
        assertThat(line("confirm", "own_our_bell", "hall", local(rang))).isZero();
        Teaching.Price price = school().price("own_our_bell", 7);
        assertThat(price.events())
                .singleElement()
                .satisfies(
                        e -> {
                            assertThat(e.room()).isEqualTo("hall");
                            assertThat(e.confirmed()).isTrue();
                        });
        OwnSound own = bell();
        assertThat(own.examples()).hasSize(2);
        assertThat(own.found()).isEqualTo(3);
        assertThat(own.score(embedding("bell9"))).isGreaterThan(0.5f);
        assertThat(own.score(mixed("bell5", "cooker2", 0.75f))).isLessThan(0.5f);

        byte[] exported = school().export("own_our_bell");
        assertThat(new String(exported, UTF_8)).doesNotContain("kitchen", "2026-01");
        school().remove("own_our_bell");
        school().take(exported, false, words::add);
        assertThat(bell().score(mixed("bell5", "cooker2", 0.75f))).isLessThan(0.5f);
    }

    @Test
    void theSoundItselfCannotBeRefused() throws Exception {
        Instant rang = hear("hall", 60, "bell1.wav");
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        float[] before = bell().head().weights();
        assertThatThrownBy(() -> school().judge("own_our_bell", "hall", rang, false, words::add))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("would miss 3 of its 3 recordings");
        assertThat(bell().head().weights()).isEqualTo(before);
        assertThat(line("refuse", "own_our_bell", "hall", "yesterday")).isEqualTo(1);
        assertThat(line("refuse", "own_our_bell", "hall", "2020-01-01T00:00:00")).isEqualTo(1);
    }

    @Test
    void anAnswerOverwritesNothingThatHappensMeanwhile() throws Exception {
        Instant rang = hear("hall", 60, "bell8");
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        school().listen("own_our_bell", true);
        history.during = () -> school().listen("own_our_bell", false);
        changed(rang);
        assertThat(bell().on()).isFalse();
        assertThat(bell().examples()).isEmpty();
        history.during = () -> new SoundFolder(data).remove("own_our_bell");
        changed(rang);
        assertThat(new SoundFolder(data).files()).isEmpty();
    }

    private void changed(Instant rang) {
        assertThatThrownBy(() -> school().judge("own_our_bell", "hall", rang, true, words::add))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo("changed"));
    }

    @Test
    void whatIsConfirmedAndWhatIsRefusedMayNotSoundTheSame() throws Exception {
        Instant first = hear("hall", 60, mixed("bell4", "cooker1", 0.75f));
        Instant second = hear("kitchen", 40, mixed("bell4", "cooker1", 0.75f));
        teach("Our bell", "bell1.wav", "bell2.wav", "bell3.wav");
        school().judge("own_our_bell", "hall", first, false, words::add);
        assertThatThrownBy(
                        () -> school().judge("own_our_bell", "kitchen", second, true, words::add))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("kitchen heard at " + second + " is confirmed");
        assertThat(bell().examples()).hasSize(1);
        school().judge("own_our_bell", "hall", first, true, words::add);
        school().judge("own_our_bell", "kitchen", second, true, words::add);
        assertThat(bell().examples()).hasSize(2).allMatch(OwnSound.Example::positive);
        assertThat(school().price("own_our_bell", 7).count()).isEqualTo(2);
    }

    private OwnSound bell() throws IOException {
        return school().all(words::add).get(0);
    }

    private Instant hear(String room, int minutesAgo, String kind) {
        return hear(room, minutesAgo, embedding(kind));
    }

    private Instant hear(String room, int minutesAgo, float[] values) {
        Instant end = clock.instant().minusSeconds(60L * minutesAgo);
        history.add(room, end, HOME, values);
        return end;
    }

    private static String local(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** Something of one sound with another one. */
    private static float[] mixed(String one, String other, float share) {
        float[] values = embedding(one);
        float[] others = embedding(other);
        for (int i = 0; i < values.length; i++) {
            values[i] = share * values[i] + others[i];
        }
        return values;
    }

    @Test
    void aTimeOfARepeatedHourIsReadAsItIsPrinted() throws Exception {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Instant first = Instant.parse("2026-10-25T00:30:04Z");
        for (Instant time : List.of(first, first.plusSeconds(3_600), first.plusSeconds(7_200))) {
            String line =
                    PriceText.lines(
                                    new Teaching.Price(
                                            true,
                                            7,
                                            time,
                                            1,
                                            List.of(
                                                    new Teaching.PastEvent(
                                                            "hall", time, time, 1, null)),
                                            0),
                                    zone)
                            .get(1);
            String printed = line.strip().split(" ")[0];
            assertThat(Naming.time(printed, zone)).as(printed).isEqualTo(time);
        }
        assertThat(Naming.time("2026-10-25T03:00", zone)).isEqualTo("2026-10-25T02:00:00Z");
    }

    @Test
    void namesOfOtherScriptsHaveIdsOfTheirOwn() {
        assertThat(Naming.idOf("우리 집 종")).startsWith("own_").matches("own_[a-z0-9_]+");
        assertThat(Naming.idOf("우리 집 종")).isNotEqualTo(Naming.idOf("우리 집 문"));
        assertThat(Naming.idOf("  Front-door bell! ")).isEqualTo("own_front_door_bell");
    }

    @Test
    void eachCommandNeedsWhatItSays() throws Exception {
        assertThat(line("list")).isZero();
        problem = new Remark("not_heard", "it is not heard with model other");
        assertThat(line("list")).isZero();
        assertThat(line()).isEqualTo(2);
        assertThat(line("Our bell")).isEqualTo(2);
        assertThat(line("remove")).isEqualTo(2);
        assertThat(line("remove", "own_nothing")).isEqualTo(1);
        assertThat(line("Our bell", "bell1.wav", "bell2.wav", "bell3.wav", "--urgency", "loud"))
                .isEqualTo(1);
        assertThat(school().all(words::add)).isEmpty();
    }

    @Test
    void anEmergencyIsSaidTwice() throws Exception {
        String[] once = {"Our bell", "bell1.wav", "bell2.wav", "bell3.wav", "--urgency=emergency"};
        assertThat(line(once)).isEqualTo(1);
        assertThat(school().all(words::add)).isEmpty();
        String[] twice = Arrays.copyOf(once, once.length + 1);
        twice[once.length] = "--yes-emergency";
        assertThat(line(twice)).isZero();
        assertThat(school().all(words::add).get(0).sound().urgency()).isEqualTo(Urgency.EMERGENCY);
        byte[] exported = school().export("own_our_bell");
        school().remove("own_our_bell");
        school().take(exported, false, words::add);
        assertThat(school().all(words::add).get(0).sound().urgency()).isEqualTo(Urgency.URGENT);
    }

    @Test
    void aRoomTeachesInsteadOfFiles() {
        assertThat(line("Our bell", "--room", "hall", "--ko", "우리 집 종", "--icon", "🎵")).isZero();
        assertThat(words).containsExactly("own_our_bell hall 5 우리 집 종");
        assertThat(line("Our bell", "--room", "hall", "--takes", "2")).isEqualTo(1);
        assertThat(line("Our bell", "--room", "hall", "bell1.wav")).isEqualTo(2);
        assertThat(line("--room", "hall")).isEqualTo(2);
        assertThat(line("Our bell", "--room", "cellar")).isEqualTo(1);
        String noon = "--past=2026-03-01T12:00:00";
        assertThat(line("Our bell", "--room", "hall", noon, noon, noon)).isZero();
        assertThat(line("Our bell", "--room", "hall", noon)).isEqualTo(1);
        assertThat(line("Our bell", "--room", "hall", "--past", "noon")).isEqualTo(1);
    }

    private boolean room(Sound sound, TeachLine.FromRoom how, Consumer<String> out) {
        if (how.past().isEmpty()) {
            words.add(sound.id() + " " + how.room() + " " + how.takes() + " " + sound.name("ko"));
        }
        return how.room().equals("hall");
    }

    private int line(String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new CommandLine(new TeachLine(school(), this::room, nowhere, nowhere))
                .setErr(nowhere)
                .setExecutionExceptionHandler((e, command, parsed) -> 1)
                .execute(arguments);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
            String name, String... files) throws IOException {
        var refusal =
                assertThatThrownBy(() -> teach(name, files)).isInstanceOf(RefusedException.class);
        assertThat(new SoundFolder(data).files()).isEmpty();
        return refusal;
    }

    private void teach(String name, String... files) throws Exception {
        Sound sound =
                new Sound(
                        Naming.idOf(name),
                        Map.of("en", name),
                        "🔊",
                        "#00BFA5",
                        Urgency.NOTICE,
                        List.of());
        school().teach(sound, List.of(files).stream().map(Path::of).toList(), false, words::add);
    }

    private School school() {
        return new School(
                new SoundFolder(data),
                new TakeReader(this::audio, new TakeAnalyzer(new Hearing())),
                new OneSound(),
                () -> List.of(HOME),
                new Prices(history, clock),
                own -> problem);
    }

    private AudioStream audio(Path path) {
        file = path.toString();
        return new AudioStream() {
            private boolean read;

            @Override
            public AudioFormat format() {
                return new AudioFormat(8_000, 1);
            }

            @Override
            public int read(float[] samples, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    samples[offset + i] = (float) (0.1 * Math.sin(0.3 * i));
                }
                int count = read ? -1 : length;
                read = true;
                return count;
            }

            @Override
            public void close() {}
        };
    }

    /** Differs from kind to kind, and a little from file to file. */
    static float[] embedding(String file) {
        Random kind = new Random(file.replaceAll("[0-9].*", "").hashCode());
        Random small = new Random(file.hashCode());
        float[] values = new float[HOME.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (kind.nextInt(12) == 0 ? 9 : 0) + 0.2f * small.nextFloat();
        }
        return values;
    }

    /** Hears two windows in each recording, and an alarm in one. */
    private final class Hearing implements Analyzer {
        @Override
        public void analyze(AudioStream audio, @Nullable String modelId, Findings findings) {
            for (double start : new double[] {1.5, 1.74}) {
                findings.embedding(HOME, embedding(file));
                findings.features(InputTest.SPEC, FloatBuffer.wrap(embedding(file)));
                findings.window("home", start, List.of(), new float[0]);
            }
            if (file.startsWith("alarm")) {
                findings.event("home", ALARM, 2.5, 4, 0.9f);
            }
        }
    }

    static final class OneSound implements Ontology {
        @Override
        public Collection<Sound> sounds() {
            return List.of(ALARM);
        }

        @Override
        public Optional<Sound> sound(String id) {
            return Optional.of(ALARM).filter(sound -> sound.id().equals(id));
        }

        @Override
        public Sound ofLabel(String label) {
            return ALARM;
        }
    }
}
