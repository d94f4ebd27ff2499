// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.Detector;
import io.soribit.api.Embedding;
import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.SoundListener;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.score.EmbeddingListener;
import io.soribit.api.score.ScoreListener;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.TaughtSound;
import io.soribit.api.source.RemoteHearing;
import io.soribit.api.source.RoomRecorder;
import io.soribit.api.source.SourceSharing;
import io.soribit.engine.delivery.EmbeddingFanout;
import io.soribit.engine.delivery.Fanout;
import io.soribit.engine.delivery.ScoreFanout;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.house.House;
import io.soribit.engine.model.ModelSwitch;
import io.soribit.engine.picture.EvidenceSink;
import io.soribit.engine.picture.Pictures;
import io.soribit.engine.picture.SoundAudio;
import io.soribit.engine.recording.RecordingAnalyzer;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.Scorer;
import io.soribit.engine.score.ScoringSettings;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From audio to events: ears, scoring, decision, fusion and fan-out. Thread-safe. */
public final class Engine implements Hearing, Analyzer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Fanout fanout = new Fanout();
    private final ScoringPool pool;
    private final House house;
    private final Scorer scorer;
    private final ModelSwitch models;
    private final Sources sources;
    private final Sharing sharing = new Sharing();
    private final RemoteRooms remote;
    private final RecordingAnalyzer analyzer;
    private final Recorder recorder;
    private final ScoreFanout scores = new ScoreFanout();
    private final EmbeddingFanout embeddings = new EmbeddingFanout();
    private final TaughtSounds taught = new TaughtSounds();
    private final Pictures pictures = new Pictures(scores::publish);
    private volatile Settings settings;

    public Engine(Settings settings, Ontology ontology, Clocks clocks) {
        this.settings = settings;
        pool = new ScoringPool(settings.threads());
        house = new House(clocks, fanout::publish);
        scorer = new Scorer(settings.scoring(), pool, ontology, clocks, house::accept, evidence());
        models = new ModelSwitch(scorer, settings.model(), pool::size);
        sources = new Sources(scorer, clocks, () -> this.settings.quiet());
        remote = new RemoteRooms(clocks, house::accept);
        analyzer = new RecordingAnalyzer(scorer, models, this::scoring, ontology);
        recorder = new Recorder(sources, pictures, clocks);
    }

    private EvidenceSink evidence() {
        return new EvidenceSink() {
            @Override
            public void accept(ScoreTrace trace) {
                scores.publish(trace);
            }

            @Override
            public void audio(SoundAudio audio) {
                pictures.make(audio);
            }

            @Override
            public boolean wantsEmbeddings() {
                return embeddings.wanted();
            }

            @Override
            public void embedding(String room, long end, Embedding embedding, float[] values) {
                embeddings.publish(room, end, embedding, values);
            }
        };
    }

    public void add(AudioSource source) {
        sources.add(source);
    }

    public void remove(AudioSource source) {
        sources.remove(source);
    }

    /** From the next check on, it says which sources another hub hears. */
    public void share(SourceSharing service) {
        sharing.set(service);
    }

    /** From the next check on, all sources are heard. */
    public void unshare(SourceSharing service) {
        sharing.unset(service);
    }

    public void add(Model model, int ranking) {
        models.add(model, ranking);
    }

    /** Returns when nothing of it is in use. */
    public void remove(Model model) {
        models.remove(model);
    }

    public void add(FrontEnd frontEnd, int ranking) {
        models.add(frontEnd, ranking);
        pictures.add(frontEnd);
    }

    /** Returns when nothing of it is in use. */
    public void remove(FrontEnd frontEnd) {
        models.remove(frontEnd);
        pictures.remove(frontEnd);
    }

    public void add(Detector detector) {
        scorer.addDetector(detector);
    }

    /** Returns when nothing of it is in use. */
    public void remove(Detector detector) {
        scorer.removeDetector(detector);
    }

    /**
     * Adds a listener.
     *
     * @param key to remove it by
     * @param listener supplies it, called on the listener's own thread
     */
    public void addListener(Object key, String name, Supplier<@Nullable SoundListener> listener) {
        fanout.add(key, name, listener);
    }

    public void removeListener(Object key) {
        fanout.remove(key);
    }

    public void addScoreListener(
            Object key, String name, Supplier<@Nullable ScoreListener> listener) {
        scores.add(key, name, listener);
    }

    public void removeScoreListener(Object key) {
        scores.remove(key);
    }

    public void addEmbeddingListener(
            Object key, String name, Supplier<@Nullable EmbeddingListener> listener) {
        embeddings.add(key, name, listener);
    }

    public void removeEmbeddingListener(Object key) {
        embeddings.remove(key);
    }

    /** Listens for a taught sound from the next windows on, instead of one with the same id. */
    public void add(TaughtSound sound) {
        String id = sound.sound().id();
        if (!id.startsWith(Sound.TAUGHT)) {
            LOG.error(
                    "the taught sound {} is not listened for: its id does not begin with {}",
                    id,
                    Sound.TAUGHT);
            return;
        }
        listenFor(id, sound);
    }

    private synchronized void listenFor(String id, TaughtSound sound) {
        taught.add(id, sound);
        scorer.configure(scoring());
    }

    /** Listens for it no more from the next windows on. */
    public synchronized void remove(TaughtSound sound) {
        taught.remove(sound);
        scorer.configure(scoring());
    }

    private synchronized void leaveOut(TaughtSound sound) {
        if (taught.leaveOut(sound)) {
            scorer.configure(scoring());
        }
    }

    private ScoringSettings scoring() {
        return settings.scoring().with(taught.listened());
    }

    /** Changes what can be set while audio flows; no window is lost. */
    public synchronized void configure(Settings next) {
        settings = next;
        pool.resize(next.threads());
        scorer.configure(scoring());
        models.configure(next.model());
    }

    /** Looks whether audio comes, and weighs the load. To be called twice a second or so. */
    public void check() {
        scorer.check();
        for (TaughtSound sound = scorer.takeBlocking();
                sound != null;
                sound = scorer.takeBlocking()) {
            leaveOut(sound);
        }
        pool.replace(scorer.blocked());
        sources.check(sharing, modelProblem());
        scorer.balance(pool.size());
    }

    /** Chooses the model again where that is the hub's to do. May take seconds. */
    public void reconsider() {
        models.reconsider();
    }

    /** What is wrong with detectors and taught sounds that do not return, by their classes. */
    public Map<Class<?>, String> blocked() {
        Map<Class<?>, String> blocked = new HashMap<>();
        taught.blocking()
                .forEach(
                        sound ->
                                blocked.put(
                                        sound.getClass(),
                                        "its taught sound does not return, and is not listened for"));
        scorer.others().stream()
                .filter(InstalledDetector::isLeftOut)
                .forEach(
                        detector ->
                                blocked.put(
                                        detector.detector().getClass(),
                                        "detector "
                                                + detector.name()
                                                + " does not return: no room uses it, and one"
                                                + " tries it again later"));
        return blocked;
    }

    /** As {@link io.soribit.api.source.RemoteHearing#join}. */
    public RemoteHearing.Membership join(String source, String room) {
        return remote.join(source, room);
    }

    /** Records rooms while they are heard. */
    public RoomRecorder recorder() {
        return recorder;
    }

    private String modelProblem() {
        return models.model() == null ? models.reason() : "";
    }

    @Override
    public List<SourceStatus> sources() {
        List<SourceStatus> all = sources.status(modelProblem());
        all.addAll(remote.status());
        all.sort(Comparator.comparing(SourceStatus::room).thenComparing(SourceStatus::source));
        return all;
    }

    @Override
    public @Nullable String model() {
        return models.model();
    }

    @Override
    public @Nullable String model(String room) {
        return models.model(room);
    }

    @Override
    public String modelReason() {
        return models.reason();
    }

    @Override
    public List<String> models() {
        return models.models();
    }

    /** The models that are installed, and the choice among them, which it does not keep. */
    public ModelSwitch modelSwitch() {
        return models;
    }

    @Override
    public Map<String, Double> stageMicros() {
        return models.times().micros();
    }

    @Override
    public void analyze(AudioStream audio, @Nullable String modelId, Findings findings)
            throws IOException, ModelException {
        analyzer.analyze(audio, modelId, findings);
    }

    /** Stops listening, scores what was heard, ends all events, and notifies the listeners. */
    @Override
    public void close() {
        sources.closeAll();
        remote.closeAll();
        scorer.stop();
        pool.close();
        models.close();
        scorer.close();
        house.endAll();
        pictures.close();
        fanout.close();
        scores.close();
        embeddings.close();
    }
}
