// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Ontology;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import io.soribit.api.hub.Timeline;
import io.soribit.api.setting.Teaching;
import io.soribit.api.source.RoomRecorder;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.history.History;
import io.soribit.teach.price.Prices;
import io.soribit.teach.relearn.Trunks;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.PastTakes;
import io.soribit.teach.take.TakeAnalyzer;
import io.soribit.teach.take.TakeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@link RoomTeaching} with the hub's own services. */
@Component
public final class TeachingComponent implements Teaching {
    /** Emergencies that are looked at: more than two weeks have. */
    private static final int NEWEST = 200;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Timeline timeline;

    private final SerialExecutor worker = new SerialExecutor("soribit-teach-record");
    private final RoomTeaching teaching;

    @Activate
    public TeachingComponent(
            BundleContext context,
            @Reference Analyzer analyzer,
            @Reference AudioFiles files,
            @Reference Ontology ontology,
            @Reference RoomRecorder recorder,
            @Reference History history,
            @Reference Trunks trunks) {
        TakeAnalyzer takes = new TakeAnalyzer(analyzer);
        // Nothing is imported here: which trunks there are does not matter.
        School school =
                new School(
                        new SoundFolder(Path.of(context.getProperty("soribit.data"))),
                        new TakeReader(files, takes),
                        ontology,
                        List::of,
                        new Prices(history, Clock.systemUTC()),
                        trunks);
        teaching =
                new RoomTeaching(
                        school,
                        takes,
                        recorder,
                        worker,
                        new PastTakes(history, this::emergency),
                        MonotonicClock.SYSTEM,
                        Clock.systemUTC());
    }

    @Deactivate
    void deactivate() {
        worker.closeNow();
    }

    /** Not known without a history of alerts, as on a hub that keeps none. */
    private boolean emergency(String room, Instant from, Instant to) {
        Timeline alerts = timeline;
        if (alerts == null) {
            return false;
        }
        Timeline.Filter emergencies = new Timeline.Filter(room, null, Urgency.EMERGENCY, false);
        return alerts.page(emergencies, "", NEWEST).entries().stream()
                .map(entry -> entry.alert().event())
                .anyMatch(
                        event -> {
                            Instant end = event.end();
                            return event.onset().isBefore(to) && (end == null || end.isAfter(from));
                        });
    }

    @Override
    public void pick(String room, Instant start) throws RefusedException, IOException {
        teaching.pick(room, start);
    }

    @Override
    public List<Taught> sounds() throws IOException {
        return teaching.sounds();
    }

    @Override
    public List<String> rooms() {
        return teaching.rooms();
    }

    @Override
    public @Nullable Progress progress() {
        return teaching.progress();
    }

    @Override
    public void begin(Map<String, String> names, String room) throws RefusedException, IOException {
        teaching.begin(names, room);
    }

    @Override
    public void record(boolean quiet) throws RefusedException {
        teaching.record(quiet);
    }

    @Override
    public void drop(int number) throws RefusedException {
        teaching.drop(number);
    }

    @Override
    public String learn(String icon, String colour, String urgency, boolean confirmed)
            throws RefusedException, IOException {
        return teaching.learn(icon, colour, urgency, confirmed);
    }

    @Override
    public void cancel() {
        teaching.cancel();
    }

    @Override
    public void remove(String id) throws RefusedException, IOException {
        teaching.remove(id);
    }

    @Override
    public Price price(String id, int days) throws RefusedException, IOException {
        return teaching.price(id, days);
    }

    @Override
    public void judge(String id, String room, Instant start, boolean confirmed)
            throws RefusedException, IOException {
        teaching.judge(id, room, start, confirmed);
    }

    @Override
    public void listen(String id, boolean on) throws RefusedException, IOException {
        teaching.listen(id, on);
    }
}
