// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Rooms;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The timeline of a history in memory. */
public final class FakeTimeline implements Timeline {
    private final FakeStore store;
    public final List<ScoreTrace> traces = new CopyOnWriteArrayList<>();
    public final List<SoundPicture> pictures = new CopyOnWriteArrayList<>();
    public volatile boolean keepsPictures = true;
    public final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

    public FakeTimeline(FakeStore store) {
        this.store = store;
    }

    private List<Entry> entries() {
        List<AlertChange> changes = new ArrayList<>(store.history(Integer.MAX_VALUE));
        return changes.stream()
                .filter(c -> c.state() == AlertState.RAISED)
                .map(
                        raised -> {
                            String id = raised.alert().id();
                            List<AlertChange> own = new ArrayList<>(changes);
                            own.removeIf(c -> !c.alert().id().equals(id));
                            Collections.reverse(own);
                            return new Entry(raised.alert(), own, verdicts.get(id));
                        })
                .toList();
    }

    private static boolean fits(Filter filter, Entry entry) {
        var event = entry.alert().event();
        return (filter.room() == null
                        || event.rooms().stream().anyMatch(r -> Rooms.covers(filter.room(), r)))
                && (filter.sound() == null || event.sound().id().equals(filter.sound()))
                && (filter.urgency() == null || entry.alert().urgency() == filter.urgency())
                && (!filter.wrong() || (entry.verdict() != null && !entry.verdict().right()))
                && (!filter.unseen()
                        || entry.changes().stream()
                                .noneMatch(c -> c.state() == AlertState.ACKNOWLEDGED));
    }

    @Override
    public Page page(Filter filter, String before, int limit) {
        int from = before.isEmpty() ? 0 : Integer.parseInt(before);
        List<Entry> all = entries().stream().filter(e -> fits(filter, e)).toList();
        int to = Math.min(all.size(), from + limit);
        return new Page(all.subList(from, to), to < all.size() ? Integer.toString(to) : "");
    }

    @Override
    public Optional<Entry> entry(String alert) {
        return entries().stream().filter(e -> e.alert().id().equals(alert)).findFirst();
    }

    @Override
    public Map<Instant, Integer> hours(Filter filter, Instant since) {
        Map<Instant, Integer> hours = new TreeMap<>();
        for (Entry entry : entries()) {
            Instant time = entry.changes().get(0).time();
            if (fits(filter, entry) && !time.isBefore(since)) {
                hours.merge(time.truncatedTo(ChronoUnit.HOURS), 1, Integer::sum);
            }
        }
        return hours;
    }

    @Override
    public List<ScoreTrace> scores(String sound, Instant from, Instant to) {
        return traces.stream()
                .filter(t -> t.sound().equals(sound))
                .filter(t -> !t.end().isBefore(from) && !t.start().isAfter(to))
                .toList();
    }

    @Override
    public List<Scored> scored(Instant from, Instant to) {
        return traces.stream()
                .filter(t -> t.model() != null)
                .filter(t -> !t.start().isBefore(from) && !t.start().isAfter(to))
                .map(t -> new Scored(t.room(), t.sound()))
                .distinct()
                .toList();
    }

    @Override
    public List<SoundPicture> pictures(String sound, Instant from, Instant to) {
        return pictures.stream()
                .filter(p -> p.sound().equals(sound))
                .filter(p -> !p.end().isBefore(from) && !p.start().isAfter(to))
                .toList();
    }

    @Override
    public boolean keepsPictures() {
        return keepsPictures;
    }

    @Override
    public void judge(String alert, Verdict verdict) {
        if (!store.failing) {
            verdicts.put(alert, verdict);
        }
    }
}
