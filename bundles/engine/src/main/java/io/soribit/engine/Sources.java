// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.AudioSource;
import io.soribit.api.Rooms;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.plugin.Thrown;
import io.soribit.engine.decide.Levels;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ear.Ear;
import io.soribit.engine.score.EarScorer;
import io.soribit.engine.score.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources that are listened to, and those that cannot be. Thread-safe. */
final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final SourceStatus.Windows NONE = new SourceStatus.Windows(0, 0, 0, 1);

    private final Scorer scorer;
    private final Clocks clocks;
    private final Supplier<Duration> quiet;
    private final Map<AudioSource, Listening> heard = new ConcurrentHashMap<>();
    private final Map<AudioSource, SourceStatus> refused = new ConcurrentHashMap<>();

    Sources(Scorer scorer, Clocks clocks, Supplier<Duration> quiet) {
        this.scorer = scorer;
        this.clocks = clocks;
        this.quiet = quiet;
    }

    void add(AudioSource source) {
        String id = source.getClass().getName();
        String room = "";
        try {
            String own = Objects.requireNonNullElse(source.id(), "");
            room = Objects.requireNonNullElse(source.room(), "");
            if (own.isBlank()) {
                throw new IllegalArgumentException("it has no id: give it one");
            }
            id = own;
            listen(source, id, Rooms.check(room));
        } catch (Throwable thrown) { // foreign code
            Throwable e = Thrown.readable(thrown);
            LOG.error("source {} (room '{}') cannot be listened to", id, room, e);
            String message = "it cannot be listened to: " + e.getMessage();
            refused.put(
                    source,
                    new SourceStatus(
                            id, room, SourceState.LOST, message, Levels.SILENCE, null, NONE));
        }
    }

    /** Stops listening; what was heard is still scored. */
    void remove(AudioSource source) {
        refused.remove(source);
        Listening listening = heard.remove(source);
        if (listening != null) {
            listening.ear().close();
            listening.scorer().leave();
        }
    }

    /** Looks whether audio comes, and which sources another hub hears. */
    void check(Sharing sharing, String modelProblem) {
        heard.values()
                .forEach(
                        listening -> {
                            listening.share(sharing, modelProblem);
                            listening.ear().check();
                        });
    }

    /** Those that are heard now. */
    List<Listening> heard() {
        return heard.values().stream()
                .filter(l -> l.ear().heard())
                .sorted(Comparator.comparing(Listening::id))
                .toList();
    }

    /** In any order. */
    List<SourceStatus> status(String modelProblem) {
        List<SourceStatus> all = new ArrayList<>(refused.values());
        heard.values().forEach(listening -> all.add(listening.status(modelProblem)));
        return all;
    }

    void closeAll() {
        heard.values().forEach(listening -> listening.ear().stop());
        List.copyOf(heard.keySet()).forEach(this::remove);
    }

    private void listen(AudioSource source, String id, String room) {
        if (heard.values().stream().anyMatch(other -> other.id().equals(id))) {
            LOG.warn("two sources have the id {}: give one of them another", id);
        }
        EarScorer earScorer = scorer.attach(room, source.live());
        Ear ear = new Ear(source, earScorer, clocks, quiet);
        heard.put(source, new Listening(id, room, ear, earScorer));
        ear.start();
    }
}
