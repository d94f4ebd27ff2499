// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.FeatureStream;
import io.soribit.api.Model;
import io.soribit.api.ModelSession;
import io.soribit.api.hub.SourceStatus;
import io.soribit.dsp.mel.LogMelFrontEnd;
import io.soribit.engine.Engine;
import io.soribit.engine.Settings;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.model.tflite.ModelFolder;
import io.soribit.teach.learn.Background;
import io.soribit.teach.learn.Head;
import io.soribit.teach.learn.Learner;
import io.soribit.teach.take.Take;
import io.soribit.teach.take.TakeAnalyzer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What taught sounds cost: {@code FOLDER NATIVES ROOMS LESSONS}. Rooms are heard live while sounds
 * are taught from five takes of 5 s each; then the time of a window is taken without taught sounds
 * and with ten, by turns. Prints a JSON object.
 */
public final class TeachTrial {
    private static final int RATE = AlarmRoom.RATE;
    private static final int TAKES = 5;
    private static final int SECONDS = 5;
    private static final int SOUNDS = 10;
    private static final int WINDOWS = 400;
    private static final int WARM_UP = 50;

    private final Engine engine = new Engine(Settings.DEFAULT, new SoundOntology(), Clocks.SYSTEM);
    private final Model model;
    private final List<AlarmRoom> rooms = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final List<Head> heads = new ArrayList<>();
    private long embeddings;

    private TeachTrial(Path folder, Path natives, int rooms) throws Exception {
        model = ModelFolder.open(folder, natives);
        engine.add(new LogMelFrontEnd(), 0);
        engine.add(model, 0);
        engine.addEmbeddingListener(
                this, "bench", () -> (room, end, embedding, values) -> embeddings++);
        for (int i = 0; i < rooms; i++) {
            AlarmRoom room = new AlarmRoom("room-" + i);
            this.rooms.add(room);
            engine.add(room);
        }
    }

    private Map<String, Object> run(int lessons) throws Exception {
        TimeUnit.SECONDS.sleep(5); // until all rooms are heard
        long before = windows(false);
        for (int i = 0; i < Math.max(SOUNDS, lessons); i++) {
            learn(i);
        }
        long during = windows(false) - before;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", model.descriptor().id());
        result.put("rooms", rooms.size());
        result.put("sounds_taught", seconds.size());
        double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
        result.put("seconds_to_learn_p50", sorted[sorted.length / 2]);
        result.put("seconds_to_learn_max", sorted[sorted.length - 1]);
        result.put("windows_while_teaching", during);
        result.put("windows_dropped", windows(true));
        result.put("embeddings_handed_over", embeddings);
        rooms.forEach(AlarmRoom::end);
        engine.close();
        time(result);
        return result;
    }

    private long windows(boolean dropped) {
        return engine.sources().stream()
                .map(SourceStatus::windows)
                .mapToLong(w -> dropped ? w.dropped() : w.scored())
                .sum();
    }

    /** Takes of a chime of two tones that is this sound's own, and what is learnt from them. */
    private void learn(int sound) throws Exception {
        long began = System.nanoTime();
        TakeAnalyzer analyzer = new TakeAnalyzer(engine);
        List<List<float[]>> loud = new ArrayList<>();
        List<float[]> quiet = new ArrayList<>();
        for (int i = 0; i < TAKES; i++) {
            Take take = analyzer.hear("take " + i, chime(sound, i), RATE);
            loud.add(take.loud());
            quiet.addAll(take.quiet());
        }
        Background background =
                Background.of(model.embedding().orElseThrow())
                        .orElseThrow(() -> new IllegalStateException("nothing is learnt on it"));
        heads.add(new Learner(background).learn(loud, quiet).head());
        seconds.add((System.nanoTime() - began) / 1e9);
    }

    private static float[] chime(int sound, int take) {
        Random random = new Random(100L * sound + take);
        double first = 600 + 110 * sound;
        double second = first * (1.2 + 0.03 * sound);
        float[] wave = new float[SECONDS * RATE];
        for (int i = 0; i < wave.length; i++) {
            double at = (double) i / RATE - 1.5;
            double tone = at < 0.5 ? first : second;
            double fading = Math.exp(-5 * (at < 0.5 ? at : at - 0.5));
            double value = at < 0 ? 0 : 0.3 * fading * Math.sin(2 * Math.PI * tone * at);
            wave[i] = (float) (value + 0.002 * random.nextGaussian());
        }
        return wave;
    }

    /** By turns, so that whatever else the machine does strikes both alike. */
    private void time(Map<String, Object> result) throws Exception {
        FloatBuffer window = window();
        float[] scores = new float[model.descriptor().labels().size()];
        float[] embedding = new float[model.embedding().orElseThrow().size()];
        long[] without = new long[WINDOWS];
        long[] with = new long[WINDOWS];
        double sum = 0;
        try (ModelSession session = model.open()) {
            for (int i = -WARM_UP; i < WINDOWS; i++) {
                long began = System.nanoTime();
                session.score(window, scores);
                long between = System.nanoTime();
                session.score(window, scores);
                session.embedding(embedding);
                for (Head head : heads.subList(0, SOUNDS)) {
                    sum += head.score(embedding);
                }
                long ended = System.nanoTime();
                if (i >= 0) {
                    without[i] = between - began;
                    with[i] = ended - between;
                }
            }
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a head gives no number");
        }
        result.put("window_ms", median(without) / 1e6);
        result.put("window_ms_with_10", median(with) / 1e6);
        result.put("window_share_of_10", median(with) / median(without) - 1);
    }

    private FloatBuffer window() {
        float[] wave = chime(0, 0);
        FloatBuffer[] copy = new FloatBuffer[1];
        try (FeatureStream features =
                new LogMelFrontEnd()
                        .open(model.descriptor().frontEnd(), RATE, Duration.ofMillis(500))) {
            features.write(
                    wave,
                    0,
                    wave.length,
                    (start, values) -> {
                        FloatBuffer next =
                                ByteBuffer.allocateDirect(Float.BYTES * values.remaining())
                                        .order(ByteOrder.nativeOrder())
                                        .asFloatBuffer();
                        copy[0] = next.put(values.duplicate()).flip();
                    });
        }
        return copy[0];
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        TeachTrial trial =
                new TeachTrial(
                        Path.of(given.get(0)),
                        Files.createDirectories(Path.of(given.get(1))),
                        Integer.parseInt(given.get(2)));
        Map<String, Object> result = trial.run(Integer.parseInt(given.get(3)));
        System.out.println(new ObjectMapper().writeValueAsString(result));
        System.exit(0);
    }
}
