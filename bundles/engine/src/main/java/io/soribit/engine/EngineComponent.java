// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.Detector;
import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.SoundListener;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelCandidate;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.score.EmbeddingListener;
import io.soribit.api.score.ScoreListener;
import io.soribit.api.score.TaughtSound;
import io.soribit.api.source.RemoteHearing;
import io.soribit.api.source.RoomRecorder;
import io.soribit.api.source.SourceSharing;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.plugin.BlockedCalls;
import io.soribit.common.time.MonotonicClock;
import io.soribit.engine.ear.Clocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The engine, with sources, models, front ends, detectors and listeners as they come and go. */
@Component(
        immediate = true,
        configurationPid = EngineConfig.PID,
        service = {
            Hearing.class,
            Analyzer.class,
            ModelRegistry.class,
            RemoteHearing.class,
            RoomRecorder.class
        })
@Designate(ocd = EngineConfig.class)
public final class EngineComponent
        implements Hearing, Analyzer, ModelRegistry, RemoteHearing, RoomRecorder {
    private static final Duration CHECK_PERIOD = Duration.ofMillis(500);
    private static final String SOURCES = "soribit.sources";
    private static final String DATA = "soribit.data";

    private final BundleContext context;
    private final SettingsReader reader;
    private final Engine engine;
    private final ModelChoice choice;
    private final BlockedCalls blocked;
    private final PeriodicTask watch;

    /** A switch of models takes seconds: the checks do not wait for it. */
    private final SerialExecutor switches = new SerialExecutor("soribit-engine-switch");

    private final AtomicBoolean reconsidering = new AtomicBoolean();

    @Activate
    public EngineComponent(
            BundleContext context, EngineConfig config, @Reference Ontology ontology) {
        this.context = context;
        reader = new SettingsReader(ontology);
        Settings settings = reader.read(config);
        engine = new Engine(settings, ontology, Clocks.SYSTEM);
        String data = context.getProperty(DATA);
        choice =
                new ModelChoice(
                        engine,
                        data == null ? null : Path.of(data),
                        listens(),
                        MonotonicClock.SYSTEM);
        engine.configure(choice.survivable(settings));
        blocked = new BlockedCalls(context);
        watch = new PeriodicTask("soribit-engine-watch", CHECK_PERIOD, this::check);
    }

    /** Without a new instance: the ears keep listening. */
    @Modified
    void modified(EngineConfig config) {
        choice.follow(reader.read(config), switches);
    }

    private boolean listens() {
        return !"none".equals(context.getProperty(SOURCES));
    }

    @Deactivate
    void deactivate() {
        watch.close();
        switches.closeNow();
        engine.close();
        choice.close();
    }

    /** Commands that do not listen set {@code soribit.sources=none}: no device is opened then. */
    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindSource(AudioSource source) {
        if (listens()) {
            engine.add(source);
        }
    }

    void unbindSource(AudioSource source) {
        engine.remove(source);
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC)
    void bindSharing(SourceSharing sharing) {
        engine.share(sharing);
    }

    void unbindSharing(SourceSharing sharing) {
        engine.unshare(sharing);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindModel(Model model, Map<String, Object> properties) {
        engine.add(model, ranking(properties));
    }

    void unbindModel(Model model) {
        engine.remove(model);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindCandidate(ModelCandidate candidate) {
        choice.add(candidate);
    }

    void unbindCandidate(ModelCandidate candidate) {
        choice.remove(candidate);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindFrontEnd(FrontEnd frontEnd, Map<String, Object> properties) {
        engine.add(frontEnd, ranking(properties));
    }

    void unbindFrontEnd(FrontEnd frontEnd) {
        engine.remove(frontEnd);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindDetector(Detector detector) {
        engine.add(detector);
    }

    void unbindDetector(Detector detector) {
        engine.remove(detector);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void bindTaught(TaughtSound sound) {
        engine.add(sound);
    }

    void unbindTaught(TaughtSound sound) {
        engine.remove(sound);
    }

    /** By reference: a listener may itself wait for this component, so it is got when needed. */
    @Reference(service = SoundListener.class, cardinality = MULTIPLE, policy = DYNAMIC)
    void bindListener(ServiceReference<SoundListener> listener) {
        engine.addListener(listener, name(listener), () -> context.getService(listener));
    }

    private static String name(ServiceReference<?> listener) {
        Object name = listener.getProperty("component.name");
        return String.valueOf(name == null ? listener.getProperty(Constants.SERVICE_ID) : name);
    }

    void unbindListener(ServiceReference<SoundListener> listener) {
        engine.removeListener(listener);
        context.ungetService(listener);
    }

    /** By reference, like the listeners of sounds. */
    @Reference(service = ScoreListener.class, cardinality = MULTIPLE, policy = DYNAMIC)
    void bindScores(ServiceReference<ScoreListener> listener) {
        engine.addScoreListener(listener, name(listener), () -> context.getService(listener));
    }

    void unbindScores(ServiceReference<ScoreListener> listener) {
        engine.removeScoreListener(listener);
        context.ungetService(listener);
    }

    /** By reference, like the listeners of sounds. */
    @Reference(service = EmbeddingListener.class, cardinality = MULTIPLE, policy = DYNAMIC)
    void bindEmbeddings(ServiceReference<EmbeddingListener> listener) {
        engine.addEmbeddingListener(listener, name(listener), () -> context.getService(listener));
    }

    void unbindEmbeddings(ServiceReference<EmbeddingListener> listener) {
        engine.removeEmbeddingListener(listener);
        context.ungetService(listener);
    }

    private void check() {
        engine.check();
        if (reconsidering.compareAndSet(false, true)) {
            switches.execute(this::reconsider);
        }
        blocked.look(engine.blocked());
        choice.check();
    }

    private void reconsider() {
        try {
            engine.reconsider();
        } finally {
            reconsidering.set(false);
        }
    }

    private static int ranking(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    @Override
    public Membership join(String source, String room) {
        return engine.join(source, room);
    }

    @Override
    public Set<String> rooms() {
        return engine.recorder().rooms();
    }

    @Override
    public Recording record(String room, Duration length) throws IOException, InterruptedException {
        return engine.recorder().record(room, length);
    }

    @Override
    public List<SourceStatus> sources() {
        return engine.sources();
    }

    @Override
    public @Nullable String model() {
        return engine.model();
    }

    @Override
    public @Nullable String model(String room) {
        return engine.model(room);
    }

    @Override
    public String modelReason() {
        return engine.modelReason();
    }

    @Override
    public List<String> models() {
        return engine.models();
    }

    @Override
    public List<ModelStatus> list() {
        return choice.list();
    }

    @Override
    public String use(String id, @Nullable String room) throws ModelException {
        return choice.use(id, room);
    }

    @Override
    public String back() throws ModelException {
        return choice.back();
    }

    @Override
    public String install(String name, InputStream content) throws ModelException {
        return choice.install(name, content);
    }

    @Override
    public ModelDescriptor descriptor(String id) throws ModelException {
        return choice.descriptor(id);
    }

    @Override
    public ModelFigures measure(String id) throws ModelException {
        return choice.measure(id);
    }

    @Override
    public String remove(String id) throws ModelException {
        return choice.remove(id);
    }

    @Override
    public Map<String, Double> stageMicros() {
        return engine.stageMicros();
    }

    @Override
    public void analyze(AudioStream audio, @Nullable String modelId, Findings findings)
            throws IOException, ModelException {
        engine.analyze(audio, modelId, findings);
    }
}
