// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Ontology;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.decide.Levels;
import io.soribit.engine.window.RecentScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the scores of all models that hear one segment. One decides on its own scores. Of
 * several, the one with the longest windows leads: with each of its windows the scores of the
 * others are joined that lie in it. One that has stopped scoring does not count, and none waits for
 * one that comes while they hear. Used by one thread at a time.
 */
public final class JoinedDecision {
    /** Receives what is decided. */
    public interface Sink extends Detection.Sink {
        /** These models decide from now on: an id, or {@code one+other}. */
        void models(String ids);

        /**
         * A window of several was joined.
         *
         * @param sounds ids, one per score
         * @param scores valid during the call only
         */
        default void joined(long start, List<String> sounds, float[] scores) {}
    }

    private static final int STALE_SECONDS = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private final String room;
    private final Ontology ontology;
    private final AlarmEvidence alarms;
    private final Sink sink;
    private final Decider decider;
    private final AlarmGuard guard;
    private final long stale;
    private final List<Member> members = new ArrayList<>();
    private List<Member> active = List.of();
    private @Nullable JointLabels joint;
    private float[] joined = {};
    private long newest;
    private long decided = NEVER;

    /**
     * @param room whose thresholds apply
     * @param alarms what the models and the other detectors of the room know of each other
     */
    public JoinedDecision(
            String room,
            int sampleRate,
            Ontology ontology,
            AlarmEvidence alarms,
            Levels levels,
            Sink sink) {
        this.room = room;
        this.ontology = ontology;
        this.alarms = alarms;
        this.sink = sink;
        decider = new Decider(sampleRate, levels, sink);
        guard = new AlarmGuard(alarms, decider, sampleRate);
        stale = (long) STALE_SECONDS * sampleRate;
    }

    /** For one more model. */
    public LaneDecision join() {
        Member member = new Member();
        members.add(member);
        return member;
    }

    /** Whose windows are decided with; null while there is nothing to choose between. */
    public @Nullable LaneDecision lead() {
        Member lead = null;
        for (int i = 0; i < active.size(); i++) {
            Member member = active.get(i);
            if (member.counts() && (lead == null || member.length > lead.length)) {
                lead = member;
            }
        }
        return lead;
    }

    private void rebuild(ScoringSettings settings) {
        active = members.stream().filter(member -> member.tuning != null).toList();
        List<Tuning> tunings = new ArrayList<>();
        List<String> models = new ArrayList<>();
        for (Member member : active) {
            Tuning tuning = member.tuning;
            if (tuning != null) {
                tunings.add(tuning);
                models.add(member.model);
            }
        }
        sink.models(String.join("+", models));
        if (tunings.size() == 1) {
            joint = null;
            tunings.get(0).apply(decider, settings.decision());
            guard.retarget(tunings.get(0).sounds(), tunings.get(0).thresholds());
        } else if (!tunings.isEmpty()) {
            JointLabels labels = new JointLabels(tunings);
            labels.apply(decider, settings.decision());
            guard.retarget(labels.sounds(), labels.thresholds());
            joined = new float[labels.size()];
            joint = labels;
        }
    }

    private void decide(Member lead, JointLabels labels, long start, long end, float[] scores) {
        labels.begin();
        for (int i = 0; i < active.size(); i++) {
            Member member = active.get(i);
            if (member == lead) {
                labels.add(i, scores);
            } else if (member.recent.highest(start, end, lead.hop / 2, member.highest)) {
                labels.add(i, member.highest);
            }
        }
        labels.join(joined);
        sink.joined(start, labels.ids(), joined);
        alarms.heard(end, labels.sounds(), joined);
        decider.window(start, end, guard.apply(start, end, joined, labels.surest()));
    }

    /** One of the models. */
    private final class Member implements LaneDecision {
        private @Nullable Tuning tuning;
        private @Nullable ScoringSettings settings;
        private String model = "";
        private RecentScores recent = new RecentScores(0);
        private float[] highest = {};
        private long length;
        private boolean scored;
        private long end;
        private long hop;

        @Override
        public void tune(InstalledDetector detector, ScoringSettings now, int windowSamples) {
            Tuning next = Tuning.of(detector.detector(), room, now, ontology);
            String name = detector.name();
            if (name.equals(model) && next.equals(tuning) && now.equals(settings)) {
                return; // its session was opened again, as after each window on which it fails
            }
            if (!name.equals(model)) {
                length = windowSamples;
                scored = false;
                end = newest;
            }
            if (tuning == null || !name.equals(model) || !next.labels().equals(tuning.labels())) {
                recent = new RecentScores(next.labels().size());
                highest = new float[next.labels().size()];
            }
            tuning = next;
            settings = now;
            model = name;
            rebuild(now);
        }

        @Override
        public void window(long windowStart, long windowEnd, float[] scores) {
            hop = scored && windowEnd - end <= stale ? windowEnd - end : hop;
            end = windowEnd;
            length = windowEnd - windowStart;
            scored = true;
            newest = Math.max(newest, windowEnd);
            JointLabels labels = joint;
            Tuning own = tuning;
            recent.add(windowStart, windowEnd, scores);
            if (labels != null && lead() == this && windowEnd > decided) {
                decided = windowEnd;
                decide(this, labels, windowStart, windowEnd, scores);
            } else if (labels == null && own != null) {
                decided = windowEnd;
                alarms.heard(windowEnd, own.sounds(), scores);
                decider.window(windowStart, windowEnd, guard.apply(windowStart, windowEnd, scores));
            }
        }

        @Override
        public void began(int label, long sample) {
            decider.began(numberOf(label), sample);
        }

        @Override
        public void evidence(int label, Map<String, Double> evidence) {
            decider.evidence(numberOf(label), evidence);
        }

        private int numberOf(int label) {
            JointLabels labels = joint;
            return labels == null ? label : labels.soundOf(active.indexOf(this), label);
        }

        @Override
        public void interrupt(long limit) {
            guard.forget();
            decider.interrupt(limit);
        }

        @Override
        public void unheard(long limit) {
            newest = Math.max(newest, limit);
            for (int i = 0; i < active.size(); i++) {
                Member other = active.get(i);
                if (other != this && other.scored && newest - other.end <= stale) {
                    return;
                }
            }
            interrupt(limit);
        }

        /** Whether its windows are decided with; at the beginning also those yet to come. */
        private boolean counts() {
            return (scored || decided == NEVER) && newest - end <= stale;
        }

        @Override
        public void leave(long limit) {
            ScoringSettings last = settings;
            members.remove(this);
            if (members.isEmpty()) {
                decider.interrupt(limit);
            } else if (last != null) {
                rebuild(last);
            }
        }
    }
}
