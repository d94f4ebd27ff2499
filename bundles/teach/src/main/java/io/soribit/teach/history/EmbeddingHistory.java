// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import io.soribit.api.Embedding;
import io.soribit.api.score.EmbeddingListener;
import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.learn.Coarse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is new in each room, a file a day, within a number of bytes a day and of days. After a
 * failure of the disk it keeps nothing for a minute. Thread-safe; blocks on the disk.
 */
final class EmbeddingHistory implements EmbeddingListener, History, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingHistory.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration FLUSH = Duration.ofMinutes(1);

    /** Of another model that hears the same room. */
    private static final long TOO_SOON_MILLIS = 900;

    private final DayFolder folder;
    private final Limits limits;
    private final Clock wall;
    private final MonotonicClock clock;
    private final Pace pace;
    private final Map<String, Room> rooms = new HashMap<>();
    private @Nullable DayWriter writer;
    private @Nullable LocalDate day;

    /** Bytes of the day that are in no file of the writer's. */
    private long aside;

    private @Nullable Duration failed;
    private Duration flushed;

    /**
     * How much is kept.
     *
     * @param bytesPerDay over all rooms
     * @param days with today
     */
    record Limits(long bytesPerDay, int days) {}

    private static final class Room {
        private final Novelty novelty = new Novelty();
        private long lastMillis = Long.MIN_VALUE / 2;
        private int missed;
    }

    EmbeddingHistory(Path folder, Limits limits, Clock wall, MonotonicClock clock) {
        this.folder = new DayFolder(folder);
        this.limits = limits;
        this.wall = wall;
        this.clock = clock;
        pace = new Pace(limits.bytesPerDay(), clock);
        flushed = clock.now();
    }

    @Override
    public boolean kept() {
        return true;
    }

    @Override
    public synchronized void onEmbedding(
            String room, Instant end, Embedding embedding, float[] values) {
        Room known = rooms.computeIfAbsent(room, r -> new Room());
        long endMillis = end.toEpochMilli();
        if (Math.abs(endMillis - known.lastMillis) < TOO_SOON_MILLIS || pausing()) {
            return;
        }
        known.lastMillis = endMillis;
        byte[] coarse = Coarse.of(values);
        try {
            if (known.novelty.of(coarse, endMillis)) {
                keep(known, room, endMillis, embedding, coarse);
            }
            flushSometimes();
        } catch (IOException e) {
            failed = clock.now();
            abandon();
            LOG.warn(
                    "what the model makes of the rooms cannot be kept, and is tried again in {} s:"
                            + " {}; the price of a taught sound leaves it out",
                    PAUSE.toSeconds(),
                    e.toString());
        }
    }

    private boolean pausing() {
        Duration since = failed;
        return since != null && clock.since(since).compareTo(PAUSE) < 0;
    }

    private void keep(Room known, String room, long end, Embedding embedding, byte[] coarse)
            throws IOException {
        DayWriter open = open();
        // With what may come before it: a trunk and a room.
        int bytes = coarse.length + DayFormat.WINDOW_HEAD + 3 * DayFormat.FRAME + 4 * 64;
        bytes += 4 * room.length();
        if (!pace.allows(bytes) || aside + open.size() + bytes > limits.bytesPerDay()) {
            known.missed++;
            return;
        }
        long before = open.size();
        open.window(embedding, room, end, known.missed, coarse);
        pace.spend(open.size() - before);
        known.missed = 0;
        known.novelty.keep(coarse, end);
    }

    private DayWriter open() throws IOException {
        LocalDate today = today();
        DayWriter open = writer;
        if (open != null && today.equals(day)) {
            return open;
        }
        close();
        expire();
        Path file = folder.file(today);
        long whole = whole(file);
        open = new DayWriter(file, whole);
        aside = folder.size(today) - whole;
        pace.spend(aside + whole); // before a restart
        day = today;
        writer = open;
        return open;
    }

    /** Removes what is too old, also while nothing new is kept. */
    synchronized void expire() throws IOException {
        folder.expire(today().minusDays(limits.days() - 1L), limits.days());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC);
    }

    private static long whole(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return new DayReader(file).read((embedding, room, end, values, missed) -> {});
        } catch (DamagedException e) {
            DayFolder.setAside(file, e);
            return 0;
        }
    }

    private void flushSometimes() throws IOException {
        if (clock.since(flushed).compareTo(FLUSH) >= 0) {
            flush();
        }
    }

    private void flush() throws IOException {
        flushed = clock.now();
        DayWriter open = writer;
        if (open != null) {
            open.flush();
        }
    }

    @Override
    public void visit(Instant from, Instant to, Embedding wanted, Visitor visitor)
            throws IOException {
        visit(
                from,
                to,
                (embedding, room, end, values, missed) -> {
                    if (embedding.equals(wanted)) {
                        visitor.window(room, end, values, missed);
                    }
                });
    }

    @Override
    public Optional<Embedding> embedding(String room, Instant from, Instant to) throws IOException {
        Embedding[] last = new Embedding[1];
        visit(
                from,
                to,
                (embedding, where, end, values, missed) ->
                        last[0] = where.equals(room) ? embedding : last[0]);
        return Optional.ofNullable(last[0]);
    }

    private void visit(Instant from, Instant to, DayReader.Receiver receiver) throws IOException {
        synchronized (this) {
            flush();
        }
        long first = from.toEpochMilli();
        long after = to.toEpochMilli();
        DayReader.Receiver within =
                (embedding, room, end, values, missed) -> {
                    if (end >= first && end < after) {
                        receiver.window(embedding, room, end, values, missed);
                    }
                };
        LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
        for (Path file : folder.files(day, LocalDate.ofInstant(to, ZoneOffset.UTC).plusDays(1))) {
            read(file, within);
        }
    }

    private void read(Path file, DayReader.Receiver receiver) throws IOException {
        try {
            new DayReader(file).read(receiver);
        } catch (DamagedException e) {
            LOG.debug("{}: windows before the damage were used", file, e);
            if (!file.equals(folder.file(today()))) { // that one, the writer looks at
                DayFolder.setAside(file, e);
            }
        }
    }

    private void abandon() {
        DayWriter open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("the file of the day is closed without its end", e);
            }
        }
    }

    /** Writes what is pending. */
    @Override
    public synchronized void close() throws IOException {
        DayWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }
}
