// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Ontology;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import io.soribit.api.setting.Teaching;
import io.soribit.api.source.RoomRecorder;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.TakeAnalyzer;
import io.soribit.teach.take.TakeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@link RoomTeaching} with the hub's own services. */
@Component
public final class TeachingComponent implements Teaching {
    private final SerialExecutor worker = new SerialExecutor("soribit-teach-record");
    private final RoomTeaching teaching;

    @Activate
    public TeachingComponent(
            BundleContext context,
            @Reference Analyzer analyzer,
            @Reference AudioFiles files,
            @Reference Ontology ontology,
            @Reference RoomRecorder recorder) {
        TakeAnalyzer takes = new TakeAnalyzer(analyzer);
        // Nothing is imported here: which trunks there are does not matter.
        School school =
                new School(
                        new SoundFolder(Path.of(context.getProperty("soribit.data"))),
                        new TakeReader(files, takes),
                        ontology,
                        List::of);
        teaching = new RoomTeaching(school, takes, recorder, worker, MonotonicClock.SYSTEM);
    }

    @Deactivate
    void deactivate() {
        worker.closeNow();
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
}
