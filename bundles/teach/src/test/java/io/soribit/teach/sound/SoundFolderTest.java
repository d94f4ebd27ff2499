// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.learn.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path data;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        SoundFolder folder = new SoundFolder(data);
        Path file = folder.write(own(Urgency.EMERGENCY));
        OwnSound read = SoundFolder.read(file);
        assertThat(read.sound()).isEqualTo(own(Urgency.EMERGENCY).sound());
        assertThat(read.embedding()).isEqualTo(new Embedding("fake-1", 3));
        assertThat(read.score(new float[] {4, 0, 0}))
                .isEqualTo(own(Urgency.NOTICE).score(new float[] {4, 0, 0}));
        assertThat(read.takes()).singleElement().extracting("name").isEqualTo("a.wav");
        float[] window = read.takes().get(0).loud().get(0);
        assertThat(window[0]).isCloseTo(0, within(0.05f));
        assertThat(window[1]).isCloseTo(9, within(0.2f));
        assertThat(window[2]).isCloseTo(64, within(0.4f));
        folder.remove("own_bell");
        assertThat(folder.files()).isEmpty();
    }

    @Test
    void whatAPersonSaidOfItIsKept() throws IOException {
        Instant time = Instant.parse("2026-03-01T08:00:04.250Z");
        OwnSound taught = own(Urgency.NOTICE);
        OwnSound.Example example =
                new OwnSound.Example("부엌", time, false, List.of(new float[] {0, 9, 0}));
        OwnSound said =
                new OwnSound(
                        taught.sound(),
                        taught.embedding(),
                        taught.takes(),
                        List.of(example),
                        taught.head(),
                        false,
                        new OwnSound.Span(time, time.plusSeconds(60)),
                        new OwnSound.Relearnt("fake-0", 3, 2),
                        new OwnSound.Tuned(5.5f, 0.4f, 52));
        OwnSound read = SoundDocument.read(SoundDocument.write(said));
        assertThat(read.on()).isFalse();
        assertThat(read.recorded()).isEqualTo(said.recorded());
        assertThat(read.relearnt()).isEqualTo(said.relearnt());
        assertThat(read.tuned()).isEqualTo(said.tuned());
        assertThat(SoundDocument.read(SoundDocument.write(said.shared())).tuned()).isNull();
        OwnSound.Example back = read.examples().get(0);
        assertThat(back.room()).isEqualTo("부엌");
        assertThat(back.time()).isEqualTo(time);
        assertThat(back.positive()).isFalse();
        assertThat(back.windows().get(0)[1]).isCloseTo(9, within(0.2f));
        assertThat(SoundDocument.read(SoundDocument.write(taught)).on()).isTrue();
    }

    @Test
    void anEmergencyThatNobodyConfirmedIsNone() throws IOException {
        assertThat(read(d -> d.remove("emergencyConfirmed")).sound().urgency())
                .isEqualTo(Urgency.URGENT);
    }

    @Test
    void whatIsNoTaughtSoundIsRefused() {
        refused(d -> d.put("format", "else"), "soribit-sound/1");
        refused(d -> d.put("id", "doorbell"), "own_");
        refused(d -> d.put("id", "own_../x"), "own_../x");
        refused(d -> d.put("size", 4), "instead of 4");
        refused(d -> d.put("colour", "red"), "red");
        refused(d -> d.put("urgency", "loud"), "LOUD");
        refused(d -> d.withObject("/head").put("weights", "AAAA"), "weights");
        refused(d -> d.withObject("/head").put("weights", "AADAfwAAwH8AAMB/"), "no number");
        refused(d -> d.withObject("/head").put("weights", "!"), "no taught sound");
        refused(d -> d.withObject("/head").remove("bias"), "no number");
        refused(d -> d.withArray("examples").addObject().put("time", "noon"), "noon");
        refused(
                d -> d.withArray("examples").addObject().put("time", "2026-03-01T08:00:04Z"),
                "has no window");
        refused(d -> d.withObject("/recorded").put("from", "noon"), "noon");
        assertThatThrownBy(() -> SoundDocument.read(new byte[] {'{'}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no JSON");
    }

    @Test
    void aFileThatCannotBeReadHidesNoOther() throws IOException {
        SoundFolder folder = new SoundFolder(data);
        folder.write(own(Urgency.NOTICE));
        Files.writeString(data.resolve("sounds/own_broken.json"), "{");
        List<String> problems = new ArrayList<>();
        assertThat(folder.sounds((file, why) -> problems.add(file.getFileName() + ": " + why)))
                .containsOnlyKeys("own_bell");
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("own_broken.json: it is no JSON");
    }

    @Test
    void otherHubsGetNoRoomsAndTimes() throws IOException {
        OwnSound own = own(Urgency.NOTICE);
        OwnSound.Features picked =
                new OwnSound.Features(
                        "kitchen 2026-03-01T08:00:04Z",
                        own.takes().get(0).loud(),
                        own.takes().get(0).quiet());
        OwnSound taught =
                new OwnSound(own.sound(), own.embedding(), List.of(picked, picked), own.head());
        assertThat(taught.shared().takes()).extracting("name").containsExactly("take 1", "take 2");
        assertThat(new String(SoundDocument.write(taught.shared()), UTF_8))
                .doesNotContain("kitchen", "2026-03-01");
    }

    @Test
    void whatWasChangedOrRemovedMeanwhileIsNotReplaced() throws IOException {
        SoundFolder folder = new SoundFolder(data);
        OwnSound own = own(Urgency.NOTICE);
        folder.write(own);
        folder.write(own.listened(false));
        assertThat(folder.replace(own, own)).isFalse();
        assertThat(folder.sounds((file, why) -> {}).get("own_bell").on()).isFalse();
        assertThat(folder.replace(own.listened(false), own)).isTrue();
        assertThat(folder.sounds((file, why) -> {}).get("own_bell").on()).isTrue();
        folder.remove("own_bell");
        assertThat(folder.replace(own, own)).isFalse();
        assertThat(folder.files()).isEmpty();
        assertThat(folder.before("own_bell", "fake-1")).isEmpty();
    }

    private static void refused(Consumer<ObjectNode> lie, String reason) {
        assertThatThrownBy(() -> read(lie))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    private static OwnSound read(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(SoundDocument.write(own(Urgency.EMERGENCY)));
        change.accept(json);
        return SoundDocument.read(JSON.writeValueAsBytes(json));
    }

    private static OwnSound own(Urgency urgency) {
        return new OwnSound(
                new Sound(
                        "own_bell",
                        Map.of("en", "Our bell", "ko", "우리 집 종"),
                        "🔔",
                        "#00BFA5",
                        urgency,
                        List.of()),
                new Embedding("fake-1", 3),
                List.of(
                        new OwnSound.Features(
                                "a.wav",
                                List.of(new float[] {-1, 9, 64}),
                                List.of(new float[] {0, 0, 0}))),
                new Head(new float[] {1, -1, 0.5f}, -0.25f));
    }
}
