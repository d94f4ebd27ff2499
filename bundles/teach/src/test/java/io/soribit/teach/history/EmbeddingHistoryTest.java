// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Embedding;
import io.soribit.teach.history.EmbeddingHistory.Limits;
import io.soribit.teach.learn.Coarse;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingHistoryTest {
    private static final int SIZE = 64;
    private static final Embedding TRUNK = new Embedding("home-1.0.0", SIZE);
    private static final Embedding OTHER = new Embedding("house-2.0.0", 16);
    private static final Limits LIMITS = new Limits(1_000_000, 14);

    @TempDir Path data;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final Random random = new Random(1);
    private EmbeddingHistory history =
            new EmbeddingHistory(Path.of("unused"), LIMITS, clock, clock);

    /** A window as it is read back. */
    private record Window(String room, Instant end, List<Float> values, int missed) {}

    @AfterEach
    void close() throws IOException {
        history.close();
    }

    @Test
    void whatIsKeptIsReadBackInOrder() throws IOException {
        open(LIMITS);
        float[] first = values(SIZE);
        float[] second = values(SIZE);
        hear("hall", first);
        hear("부엌", second);
        hear("hall", OTHER, values(16));
        hear("부엌", first);
        List<Window> windows = windows();
        assertThat(windows).extracting(Window::room).containsExactly("hall", "부엌", "부엌");
        assertThat(windows.get(0).end()).isEqualTo(clock.instant().minusSeconds(4));
        for (int i = 0; i < SIZE; i++) {
            float exact = Math.max(0, first[i]);
            assertThat(windows.get(0).values().get(i))
                    .isCloseTo(exact, within(0.03f + 0.05f * exact));
        }
        assertThat(windows.get(2).values()).isEqualTo(windows.get(0).values());
        assertThat(windows(OTHER)).hasSize(1);
    }

    @Test
    void onlyTheTimeThatIsAskedForIsVisited() throws IOException {
        open(LIMITS);
        for (int i = 0; i < 10; i++) {
            hear("hall", values(SIZE));
        }
        List<Instant> ends = new ArrayList<>();
        Instant now = clock.instant();
        history.visit(
                now.minusSeconds(5),
                now.minusSeconds(2),
                TRUNK,
                (room, end, values, missed) -> ends.add(Instant.ofEpochMilli(end)));
        assertThat(ends)
                .containsExactly(now.minusSeconds(5), now.minusSeconds(4), now.minusSeconds(3));
    }

    @Test
    void silenceIsKeptTwiceAMinute() throws IOException {
        open(LIMITS);
        float[] silence = new float[SIZE];
        for (int i = 0; i < 300; i++) {
            hear("hall", silence);
        }
        assertThat(windows()).hasSize(10);
        hear("hall", values(SIZE));
        assertThat(windows()).hasSize(11);
    }

    @Test
    void aSecondModelOfARoomIsNotKeptTwice() throws IOException {
        open(LIMITS);
        history.onEmbedding("hall", clock.instant(), TRUNK, values(SIZE));
        history.onEmbedding("hall", clock.instant(), TRUNK, values(SIZE));
        assertThat(windows()).hasSize(1);
    }

    @Test
    void noDayTakesMoreThanItsBytesAndNoMoreDaysAreKept() throws IOException {
        Limits limits = new Limits(200_000, 3);
        for (int day = 0; day < 5; day++) {
            for (int restart = 0; restart < 2; restart++) {
                open(limits);
                for (int i = 0; i < 12 * 60 * 6; i++) { // every 10 s, three rooms
                    clock.advance(Duration.ofSeconds(9));
                    hear("hall", values(SIZE));
                    history.onEmbedding("kitchen", clock.instant(), TRUNK, values(SIZE));
                    history.onEmbedding("bedroom", clock.instant(), TRUNK, values(SIZE));
                }
                history.close();
            }
        }
        Map<String, Long> sizes = sizes();
        assertThat(sizes.keySet())
                .containsExactly(
                        "2026-03-04.embeddings", "2026-03-05.embeddings", "2026-03-06.embeddings");
        assertThat(sizes.values())
                .allSatisfy(size -> assertThat(size).isBetween(40_000L, 200_000L));
        List<Window> windows = windows();
        assertThat(windows.stream().mapToInt(Window::missed).sum()).isGreaterThan(10_000);
        long late = windows.stream().filter(w -> w.end().toString().contains("T23:")).count();
        assertThat(late).as("also kept at the end of a day").isGreaterThan(100);
    }

    @Test
    void aClockThatIsSetBackOrAheadExceedsNoDay() throws IOException {
        Limits limits = new Limits(100_000, 3);
        open(limits);
        for (int i = 0; i < 20_000; i++) {
            if (i % 3_000 == 0) {
                clock.stepWall(Duration.ofDays(i % 2_000 == 0 ? 3 : -2));
            }
            hear("hall", values(SIZE));
        }
        history.close();
        assertThat(sizes()).hasSizeLessThanOrEqualTo(3);
        assertThat(sizes().values()).allSatisfy(size -> assertThat(size).isLessThan(100_000));
    }

    @Test
    void aRestartAppendsAndAPowerCutCostsTheLastWindowOnly() throws IOException {
        open(LIMITS);
        hear("hall", values(SIZE));
        hear("hall", values(SIZE));
        history.close();
        Path file = file();
        byte[] content = Files.readAllBytes(file);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(content.length - 7);
        }
        open(LIMITS);
        assertThat(windows()).hasSize(1);
        hear("kitchen", values(SIZE));
        assertThat(windows()).extracting(Window::room).containsExactly("hall", "kitchen");
    }

    @Test
    void emptySpaceAtTheEndIsNoDamage() throws IOException {
        open(LIMITS);
        hear("hall", values(SIZE));
        history.close();
        Files.write(file(), new byte[4096], StandardOpenOption.APPEND);
        open(LIMITS);
        hear("hall", values(SIZE));
        assertThat(windows()).hasSize(2);
        assertThat(sizes()).hasSize(1);
    }

    @Test
    void aRecordThatIsTooShortIsDamage() throws IOException {
        byte[] room = {DayFormat.ROOM};
        ByteBuffer record =
                ByteBuffer.allocate(DayFormat.FRAME + 1)
                        .putShort((short) 1)
                        .put(room)
                        .putInt(DayFormat.check(room, 1));
        open(LIMITS);
        hear("hall", values(SIZE));
        history.close();
        Files.write(file(), record.array(), StandardOpenOption.APPEND);
        open(LIMITS);
        hear("hall", values(SIZE));
        assertThat(windows()).hasSize(1);
        assertThat(sizes().keySet())
                .containsExactly("2026-03-01.embeddings", "2026-03-01.embeddings.damaged");
    }

    @Test
    void whatIsTooOldIsRemovedThoughNothingNewIsKept() throws IOException {
        open(LIMITS);
        hear("hall", values(SIZE));
        history.close();
        clock.advance(Duration.ofDays(13));
        history.expire();
        assertThat(sizes()).hasSize(1);
        clock.advance(Duration.ofDays(1));
        history.expire();
        assertThat(sizes()).isEmpty();
    }

    @Test
    void aDamagedFileIsSetAsideAndCountsForItsDay() throws IOException {
        open(LIMITS);
        for (int i = 0; i < 20; i++) {
            hear("hall", values(SIZE));
        }
        history.close();
        byte[] content = Files.readAllBytes(file());
        content[content.length / 2] ^= 1;
        Files.write(file(), content);
        open(new Limits(content.length + 600, 14));
        hear("hall", values(SIZE));
        hear("hall", values(SIZE));
        hear("hall", values(SIZE));
        assertThat(windows()).hasSizeLessThan(3);
        history.close();
        assertThat(sizes().keySet())
                .containsExactly("2026-03-01.embeddings", "2026-03-01.embeddings.damaged");
        assertThat(sizes().values().stream().mapToLong(s -> s).sum())
                .isLessThanOrEqualTo(content.length + 600);
    }

    @Test
    void whatIsNoHistoryOfThisVersionIsSetAside() throws IOException {
        Files.createDirectories(data.resolve("heard"));
        Files.writeString(data.resolve("heard/2026-03-01.embeddings"), "SRBEMB\0\2 of a later hub");
        Files.writeString(data.resolve("heard/2026-02-27.embeddings"), "no history at all");
        Files.writeString(data.resolve("heard/notes.txt"), "a person's own");
        open(LIMITS);
        hear("hall", values(SIZE));
        assertThat(windows()).hasSize(1);
        assertThat(sizes().keySet())
                .containsExactly(
                        "2026-02-27.embeddings.damaged",
                        "2026-03-01.embeddings",
                        "2026-03-01.embeddings.damaged",
                        "notes.txt");
    }

    @Test
    void aDiskThatFailsIsTriedAgainAfterAMinute() throws IOException {
        Path blocked = data.resolve("heard");
        Files.writeString(blocked, "a file instead of the folder");
        open(LIMITS);
        hear("hall", values(SIZE));
        Files.delete(blocked);
        hear("hall", values(SIZE));
        assertThat(windows()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        hear("hall", values(SIZE));
        assertThat(windows()).hasSize(1);
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        open(LIMITS);
        hear("hall", values(SIZE));
        history.close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    private void open(Limits limits) {
        history = new EmbeddingHistory(data.resolve("heard"), limits, clock, clock);
    }

    private void hear(String room, float[] values) {
        hear(room, TRUNK, values);
    }

    private void hear(String room, Embedding embedding, float[] values) {
        history.onEmbedding(room, clock.instant(), embedding, values);
        clock.advance(Duration.ofSeconds(1));
    }

    private float[] values(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (3 * random.nextGaussian());
        }
        return values;
    }

    private List<Window> windows() throws IOException {
        return windows(TRUNK);
    }

    private List<Window> windows(Embedding embedding) throws IOException {
        List<Window> windows = new ArrayList<>();
        history.visit(
                clock.instant().minus(Duration.ofDays(14)),
                clock.instant().plusSeconds(1),
                embedding,
                (room, end, values, missed) ->
                        windows.add(
                                new Window(
                                        room,
                                        Instant.ofEpochMilli(end),
                                        list(Coarse.embedding(values)),
                                        missed)));
        return windows;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    private Path file() {
        return data.resolve("heard/2026-03-01.embeddings");
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(data.resolve("heard"))) {
            for (Path file : files.toList()) {
                sizes.put(String.valueOf(file.getFileName()), Files.size(file));
            }
        }
        return sizes;
    }
}
