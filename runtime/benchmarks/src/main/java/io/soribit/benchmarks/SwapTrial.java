// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.Model;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceStatus;
import io.soribit.dsp.mel.LogMelFrontEnd;
import io.soribit.dsp.mel.WaveformFrontEnd;
import io.soribit.engine.Engine;
import io.soribit.engine.Settings;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.model.tflite.ModelFolder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Switches models while rooms are heard: {@code FOLDERS NATIVES ROOMS SWITCHES SEED}. In each room
 * one alarm sounds from the first sample to the last: it must stay one event, and each window of it
 * be scored once. Prints a JSON object.
 */
public final class SwapTrial {
    private static final String ALARM = "smoke_alarm";
    private static final double HOP = Settings.DEFAULT.scoring().hop().toNanos() / 1e9;
    private static final int SETTLED = 100;

    private final Engine engine = new Engine(Settings.DEFAULT, new SoundOntology(), Clocks.SYSTEM);
    private final List<Model> models = new ArrayList<>();
    private final List<AlarmRoom> rooms = new ArrayList<>();
    private final Map<String, Integer> starts = new ConcurrentHashMap<>();
    private final List<Double> seconds = new ArrayList<>();
    private final Random random;

    private SwapTrial(String folders, Path natives, int rooms, long seed) throws Exception {
        random = new Random(seed);
        engine.add(new LogMelFrontEnd(), 0);
        engine.add(new WaveformFrontEnd(), 0);
        for (String folder : folders.split(File.pathSeparator, -1)) {
            Model model = ModelFolder.open(Path.of(folder), natives);
            models.add(model);
            engine.add(model, 0);
        }
        engine.addListener(this, "swap", () -> this::heard);
        for (int i = 0; i < rooms; i++) {
            AlarmRoom room = new AlarmRoom("room-" + i);
            this.rooms.add(room);
            engine.add(room);
        }
    }

    private void heard(SoundEvent event) {
        if (!event.house() && event.phase() == Phase.START && event.sound().id().equals(ALARM)) {
            starts.merge(event.room(), 1, Integer::sum);
        }
    }

    private Map<String, Object> run(int switches) throws Exception {
        TimeUnit.SECONDS.sleep(10); // until all rooms are heard and the alarms are delivered
        int settled = Math.min(SETTLED, Math.max(1, switches / 10));
        double memory = 0;
        int threads = 0;
        int handles = 0;
        try (LongestPause pause = new LongestPause(engine)) {
            for (int i = 1; i <= switches; i++) {
                switchOver(i, switches);
                if (i == settled) {
                    memory = Footprint.resident();
                    threads = Footprint.threads();
                    handles = Footprint.handles();
                }
            }
            double growth = Footprint.resident() / memory - 1;
            int threadsLeft = Footprint.threads() - threads;
            int handlesLeft = Footprint.handles() - handles;
            double longest = pause.seconds() / HOP - 1;
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("switches", switches);
            result.put("rooms", rooms.size());
            count(result);
            result.put("rss_growth", growth);
            result.put("rss_megabytes", memory * (1 + growth) / 1e6);
            result.put("threads_leaked", Math.max(0, threadsLeft));
            result.put("handles_leaked", Math.max(0, handlesLeft));
            result.put("longest_pause_hops", Math.max(0, longest));
            double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
            result.put("seconds_per_switch_p50", sorted[sorted.length / 2]);
            result.put("seconds_per_switch_p95", sorted[(int) (0.95 * (sorted.length - 1))]);
            return result;
        }
    }

    private void switchOver(int number, int all) throws Exception {
        String id;
        do {
            id = models.get(random.nextInt(models.size())).descriptor().id();
        } while (id.equals(engine.model()));
        long began = System.nanoTime();
        String outcome = engine.modelSwitch().use(id);
        seconds.add((System.nanoTime() - began) / 1e9);
        System.err.printf("switch %d of %d: %s%n", number, all, outcome);
    }

    /** Ends the audio, waits for its last window, and counts. */
    private void count(Map<String, Object> result) throws Exception {
        Model last = models.get(0);
        if (!last.descriptor().id().equals(engine.model())) {
            engine.modelSwitch().use(last.descriptor().id());
        }
        rooms.forEach(AlarmRoom::end);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long before = -1;
        long now = scored();
        while (now != before && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(2);
            before = now;
            now = scored();
        }
        long lost = 0;
        long twice = 0;
        for (AlarmRoom room : rooms) {
            SourceStatus.Windows windows = status(room).windows();
            long difference = windows.scored() - windows(room.samples(), last);
            lost += Math.max(windows.dropped(), -difference);
            twice += Math.max(0, difference + windows.dropped());
        }
        result.put("windows", now);
        result.put("windows_lost", lost);
        result.put("windows_twice", twice);
        int broken = 0;
        for (AlarmRoom room : rooms) {
            broken += Math.abs(starts.getOrDefault(room.room(), 0) - 1);
        }
        result.put("events_broken", broken);
    }

    private long scored() {
        return engine.sources().stream().mapToLong(s -> s.windows().scored()).sum();
    }

    private SourceStatus status(AlarmRoom room) {
        return engine.sources().stream()
                .filter(s -> s.room().equals(room.room()))
                .findFirst()
                .orElseThrow();
    }

    /** How many windows, a hop apart, it takes until one reaches the end. */
    private static long windows(long samples, Model last) {
        FrontEndSpec spec = last.descriptor().frontEnd();
        long window;
        try (FeatureStream stream =
                new LogMelFrontEnd().open(spec, AlarmRoom.RATE, Duration.ofMillis(500))) {
            window = stream.windowSamples();
        }
        long hop = (long) (HOP * AlarmRoom.RATE);
        return (samples - window + hop - 1) / hop + 1;
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        SwapTrial trial =
                new SwapTrial(
                        given.get(0),
                        Files.createDirectories(Path.of(given.get(1))),
                        Integer.parseInt(given.get(2)),
                        Long.parseLong(given.get(4)));
        Map<String, Object> result = trial.run(Integer.parseInt(given.get(3)));
        trial.engine.close();
        System.out.println(new ObjectMapper().writeValueAsString(result));
        System.exit(0);
    }
}
