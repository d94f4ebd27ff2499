// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.relearn;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelSession;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.learn.Head;
import io.soribit.teach.sound.Input;
import io.soribit.teach.sound.InputTest;
import io.soribit.teach.sound.Inputs;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.testkit.FakeHub;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The features of a window are what the trunk of the new model makes of it. */
class RelearningTest {
    private static final String ID = "own_bell";
    private static final Embedding OLD = new Embedding("old-1.0.0", 768);
    private static final Embedding HOME = new Embedding("home-1.0.0", 768);

    @TempDir Path data;

    private @Nullable Model active;
    private int opened;
    private @Nullable Error failure;

    /** Which model hears a room. */
    private final Map<String, String> rooms = new TreeMap<>();

    @Test
    void aSoundIsLearntAnewAndHeardAndTheOldIsKept() throws IOException {
        taught("bell1", "bell2", "bell3");
        active = new Fake(HOME, InputTest.SPEC);
        Relearning relearning = relearning();
        assertThat(problem(relearning)).extracting(Remark::code).isEqualTo("not_heard");
        relearning.look();
        OwnSound own = own();
        assertThat(own.embedding()).isEqualTo(HOME);
        assertThat(own.takes()).extracting("name").containsExactly("bell1", "bell2", "bell3");
        assertThat(own.score(values("bell9"))).isGreaterThan(0.5f);
        assertThat(own.score(values("dog1"))).isLessThan(0.25f);
        assertThat(own.relearnt()).isEqualTo(new OwnSound.Relearnt("old-1.0.0", 3, 3));
        assertThat(relearning.problem(own)).isNull();
        relearning.look();
        assertThat(opened).isEqualTo(1);

        active = new Fake(OLD, InputTest.SPEC);
        relearning.look();
        assertThat(own().embedding()).isEqualTo(OLD);
        assertThat(own().relearnt()).isNull();
        assertThat(opened).as("it is only taken out again").isEqualTo(1);
        new SoundFolder(data).remove(ID);
        assertThat(new SoundFolder(data).before(ID, "old-1.0.0")).isEmpty();
    }

    @Test
    void whatGotWorseIsSaid() throws IOException {
        taught("bell1", "dog1", "cat1");
        active = new Fake(HOME, InputTest.SPEC);
        Relearning relearning = relearning();
        relearning.look();
        assertThat(own().embedding()).isEqualTo(HOME);
        assertThat(own().on()).isTrue();
        OwnSound.Relearnt proof = Objects.requireNonNull(own().relearnt());
        assertThat(proof.before()).isEqualTo(3);
        assertThat(proof.now()).isLessThan(3);
        assertThat(problem(relearning)).extracting(Remark::code).isEqualTo("worse");
    }

    @Test
    void whatCannotBeLearntAnewIsSaidAndTriedOnce() throws IOException {
        taught();
        active = new Fake(HOME, InputTest.SPEC);
        fails("only what the model made of them is kept");
        taught("bell1", "bell2", "bell3");
        active = new Fake(HOME, new FrontEndSpec("log-mel", Map.of("bands", 64)));
        fails("wants other features");
        active = new Fake(new Embedding("new-2.0.0", 768), InputTest.SPEC);
        fails("nothing is known of what homes sound like to the trunk new-2.0.0");
        active = new Fake(null, InputTest.SPEC);
        fails("it is not heard with model fake;");
        active = new Fake(HOME, InputTest.SPEC);
        failure = new StackOverflowError("on purpose");
        fails("model fake failed: on purpose");
        assertThat(opened).isEqualTo(1);
        failure = null;
        Path inputs = data.resolve("sounds/inputs/own_bell.json");
        byte[] whole = Files.readAllBytes(inputs);
        Files.write(inputs, new byte[] {'{'});
        fails("cannot be read: it is no JSON");
        Files.write(inputs, whole);
        Relearning other = relearning();
        other.look();
        assertThat(own().embedding()).as("after a restart").isEqualTo(HOME);
    }

    @Test
    void whatFailedIsHeardOnceAnotherHubHasLearntItOnThisTrunk() throws IOException {
        taught();
        active = new Fake(HOME, InputTest.SPEC);
        Relearning relearning = relearning();
        relearning.look();
        assertThat(own().embedding()).isEqualTo(OLD);
        OwnSound own = own();
        OwnSound next = new OwnSound(own.sound(), HOME, own.takes(), own.head());
        Path learnt = new SoundFolder(data).write(next);
        Path kept = data.resolve("sounds/trunks/own_bell@home-1.0.0.json");
        Files.createDirectories(kept.getParent());
        Files.move(learnt, kept);
        new SoundFolder(data).write(own);
        relearning.look();
        assertThat(own().embedding()).isEqualTo(HOME);
        assertThat(relearning.problem(own())).isNull();
    }

    @Test
    void whatWasBeforeAndCannotBeReadIsLearntAnew() throws IOException {
        taught("bell1", "bell2", "bell3");
        Path before = data.resolve("sounds/trunks/own_bell@home-1.0.0.json");
        Files.createDirectories(before.getParent());
        Files.write(before, new byte[] {'{'});
        active = new Fake(HOME, InputTest.SPEC);
        relearning().look();
        assertThat(own().embedding()).isEqualTo(HOME);
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void withoutAModelNothingIsSaid() throws IOException {
        taught("bell1", "bell2", "bell3");
        Relearning relearning = relearning();
        relearning.look();
        assertThat(relearning.problem(own())).isNull();
        assertThat(own().embedding()).isEqualTo(OLD);
    }

    private void fails(String why) throws IOException {
        Relearning relearning = relearning();
        relearning.look();
        relearning.look();
        assertThat(own().embedding()).isEqualTo(OLD);
        assertThat(problem(relearning).message()).contains(why);
    }

    private Remark problem(Relearning relearning) throws IOException {
        return Objects.requireNonNull(relearning.problem(own()));
    }

    @Test
    void thatARoomOfAnotherModelDoesNotHearItIsSaid() throws IOException {
        taught("bell1", "bell2", "bell3");
        active = new Fake("fake", OLD, InputTest.SPEC);
        rooms.put("hall", "fake");
        rooms.put("attic", "fake+other");
        rooms.put("shed", "gone");
        Relearning relearning = relearning();
        assertThat(relearning.problem(own())).isNull();
        rooms.put("nursery", "other");
        assertThat(problem(relearning).code()).isEqualTo("not_heard_in");
        assertThat(problem(relearning).message())
                .startsWith("it is not heard in nursery, which has model other:");
        assertThat(relearning.other("nursery")).isEqualTo("other");
        assertThat(relearning.other("hall")).isNull();
        assertThat(relearning.other("attic")).isNull();
        active = new Fake("plain", null, InputTest.SPEC);
        assertThat(relearning.other("nursery")).as("no room teaches").isNull();
    }

    private Relearning relearning() {
        RoomModels heard =
                new RoomModels(
                        new House(),
                        () ->
                                List.of(
                                        new Fake("fake", OLD, InputTest.SPEC),
                                        new Fake("other", null, InputTest.SPEC)));
        return new Relearning(new SoundFolder(data), () -> active, heard::deafTo);
    }

    private OwnSound own() throws IOException {
        return Objects.requireNonNull(new SoundFolder(data).sounds((file, why) -> {}).get(ID));
    }

    /** Learnt on the old trunk, where all takes are found. */
    private void taught(String... inputs) throws IOException {
        SoundFolder folder = new SoundFolder(data);
        List<OwnSound.Features> takes =
                List.of("bell1", "bell2", "bell3").stream()
                        .map(name -> new OwnSound.Features(name, List.of(values(name)), List.of()))
                        .toList();
        Sound sound =
                new Sound(ID, Map.of("en", "Bell"), "🔔", "#00BFA5", Urgency.NOTICE, List.of());
        folder.write(new OwnSound(sound, OLD, takes, new Head(new float[768], 1)));
        folder.writeInputs(
                ID,
                List.of(inputs).stream()
                        .map(
                                name ->
                                        new Inputs(
                                                InputTest.SPEC,
                                                name,
                                                List.of(Input.of(FloatBuffer.wrap(values(name)))),
                                                List.of()))
                        .toList());
    }

    /** Differs from kind to kind, and a little from one to the next. */
    private static float[] values(String name) {
        Random kind = new Random(name.replaceAll("[0-9]", "").hashCode());
        Random small = new Random(name.hashCode());
        float[] values = new float[768];
        for (int i = 0; i < values.length; i++) {
            values[i] = (kind.nextInt(12) == 0 ? 9 : 0) + 0.2f * small.nextFloat();
        }
        return values;
    }

    private final class House extends FakeHub {
        @Override
        public List<SourceStatus> sources() {
            return rooms.keySet().stream()
                    .map(room -> source(room + ".mic", room, SourceState.LISTENING, -60))
                    .toList();
        }

        @Override
        public @Nullable String model(String room) {
            return rooms.get(room);
        }
    }

    private final class Fake implements Model {
        private final String id;
        private final @Nullable Embedding embedding;
        private final FrontEndSpec input;

        Fake(@Nullable Embedding embedding, FrontEndSpec input) {
            this("fake", embedding, input);
        }

        Fake(String id, @Nullable Embedding embedding, FrontEndSpec input) {
            this.id = id;
            this.embedding = embedding;
            this.input = input;
        }

        @Override
        public ModelDescriptor descriptor() {
            return new ModelDescriptor(
                    id,
                    "fake",
                    "plain",
                    "1",
                    List.of("doorbell"),
                    input,
                    new Threshold(0.5f, 0.25f),
                    Map.of(),
                    Map.of());
        }

        @Override
        public Optional<Embedding> embedding() {
            return Optional.ofNullable(embedding);
        }

        @Override
        public ModelSession open() {
            opened++;
            return new ModelSession() {
                private float[] last = {};

                @Override
                public int windowSize() {
                    return 768;
                }

                @Override
                public void score(FloatBuffer features, float[] scores) {
                    Error wanted = failure;
                    if (wanted != null) {
                        throw wanted;
                    }
                    last = new float[features.remaining()];
                    features.duplicate().get(last);
                }

                @Override
                public void embedding(float[] values) {
                    System.arraycopy(last, 0, values, 0, values.length);
                }

                @Override
                public void close() {
                    // It holds nothing.
                }
            };
        }
    }
}
