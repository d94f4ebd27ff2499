// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.hub.Timeline;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The timeline of the alerts in the history. */
final class StoredTimeline implements Timeline {
    private final AlertHistory history;

    StoredTimeline(AlertHistory history) {
        this.history = history;
    }

    @Override
    public Page page(Filter filter, String before, int limit) {
        TimelineQuery.Position position = TimelineQuery.Position.of(before);
        return history.read(
                file -> file.timeline().page(filter, position, limit), new Page(List.of(), ""));
    }

    @Override
    public Optional<Entry> entry(String alert) {
        return history.read(file -> file.timeline().entry(alert), Optional.empty());
    }

    @Override
    public Map<Instant, Integer> hours(Filter filter, Instant since) {
        return history.read(file -> file.timeline().hours(filter, since), Map.of());
    }

    @Override
    public List<ScoreTrace> scores(String sound, Instant from, Instant to) {
        return history.read(file -> file.scores().find(sound, from, to), List.of());
    }

    @Override
    public List<Scored> scored(Instant from, Instant to) {
        return history.read(file -> file.scores().scored(from, to), List.of());
    }

    @Override
    public List<SoundPicture> pictures(String sound, Instant from, Instant to) {
        return history.read(file -> file.pictures().find(sound, from, to), List.of());
    }

    @Override
    public boolean keepsPictures() {
        return history.keepsPictures();
    }

    /** Keeps what an alert looked like, unless a person does not want that. */
    void keep(SoundPicture picture) {
        if (keepsPictures()) {
            history.change(file -> file.pictures().add(picture));
        }
    }

    /** Keeps scores. */
    void keep(ScoreTrace trace) {
        history.change(file -> file.scores().add(trace));
    }

    @Override
    public void judge(String alert, Verdict verdict) {
        history.change(file -> file.judge(alert, verdict));
    }
}
