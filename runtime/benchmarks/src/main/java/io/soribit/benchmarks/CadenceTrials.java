// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.dsp.cadence.CadenceDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What the cadence detector hears and what it takes for an alarm, over a data set. Seeded: the same
 * arguments give the same figures. Arguments: index, split, trials, hours, seed.
 */
public final class CadenceTrials {
    private static final int RATE = 16_000;
    private static final int BLOCK = RATE / 10;
    private static final double[] SNR = {0, 3, 6, 10, 20};
    private static final double LEAD_SECONDS = 3;
    private static final double CYCLES = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String ALARMS = "smoke_alarm";

    private final Detector detector = new CadenceDetector();
    private final List<Clip> clips;
    private final List<Room> rooms = new ArrayList<>();
    private final SplittableRandom random;
    private double audioSeconds;
    private long nanos;

    private CadenceTrials(List<Clip> clips, long seed) throws IOException {
        this.clips = clips;
        random = new SplittableRandom(seed);
        for (Clip clip : clips) {
            if (clip.split().equals("rooms")) {
                rooms.add(new Room(clip.samples()));
            }
        }
    }

    /** Prints one JSON object. */
    public static void main(String[] arguments) throws IOException {
        CadenceTrials trials =
                new CadenceTrials(Clip.list(Path.of(arguments[0])), Long.parseLong(arguments[4]));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("split", arguments[1]);
        result.put("seed", Long.parseLong(arguments[4]));
        result.put("recall", trials.recall(arguments[1], Integer.parseInt(arguments[2])));
        result.put("alarm_times_real_time", trials.speed());
        Map<String, Object> falseAlarms = new LinkedHashMap<>();
        falseAlarms.put("train, clip after clip", trials.falseAlarms("train"));
        falseAlarms.put("val, clip after clip", trials.falseAlarms("val"));
        falseAlarms.put("mixtures", trials.mixtures(Double.parseDouble(arguments[3])));
        result.put("false_alarms", falseAlarms);
        result.put("recordings", trials.recordings());
        result.put("times_real_time", trials.speed());
        System.out.println(new ObjectMapper().writeValueAsString(result));
    }

    /** Audio seconds a core second, since it was asked for last. */
    private double speed() {
        double speed = audioSeconds / (nanos * 1e-9);
        audioSeconds = 0;
        nanos = 0;
        return speed;
    }

    private Map<String, Object> recall(String split, int count) throws IOException {
        List<Clip> sounds = sounds(split);
        Map<String, List<Double>> cycles = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            AlarmSignal alarm = new AlarmSignal(random, i % 2 == 0, i / 2 % 2 == 0);
            double snr = SNR[i / 4 % SNR.length];
            Room room =
                    i / 20 % 4 == 0 || rooms.isEmpty()
                            ? null
                            : rooms.get(random.nextInt(rooms.size()));
            float[] wave = alarm.render(CYCLES, RATE);
            if (room != null) {
                wave = room.apply(wave);
            }
            float[] mixed = noise(sounds, LEAD_SECONDS + (double) wave.length / RATE);
            int lead = mixed.length - wave.length;
            double noise = AlarmSignal.meanSquare(mixed);
            double gain =
                    Math.sqrt(
                            Math.max(noise, 1e-8)
                                    * Math.pow(10, snr / 10)
                                    / alarm.power(wave, RATE));
            for (int k = 0; k < wave.length; k++) {
                mixed[lead + k] += (float) (gain * wave[k]);
            }
            scale(mixed, random.nextDouble(0.01, 0.9));
            double decided = heardAt(mixed, alarm.label());
            double took = (decided - (double) lead / RATE) / alarm.cycle();
            for (String key :
                    List.of(
                            "all",
                            alarm.name(),
                            alarm.name() + ", " + (int) snr + " dB",
                            room == null ? "no room" : "rooms")) {
                cycles.computeIfAbsent(key, unused -> new ArrayList<>()).add(took);
            }
            if (!(took <= 2) && Boolean.getBoolean("cadence.misses")) {
                System.err.printf(
                        "missed %s %.0f Hz at %.0f dB, room %s: %.2f cycles, over %s%n",
                        alarm.name(), alarm.frequency(), snr, room != null, took, over);
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        cycles.forEach((key, took) -> result.put(key, summary(took)));
        return result;
    }

    private static Map<String, Object> summary(List<Double> took) {
        double[] sorted = took.stream().mapToDouble(d -> d).sorted().toArray();
        long found = Arrays.stream(sorted).filter(cycles -> cycles <= 2).count();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("trials", sorted.length);
        result.put("found", found);
        result.put("recall", (double) found / sorted.length);
        double[] heard = Arrays.stream(sorted).filter(Double::isFinite).toArray();
        result.put("p50", quantile(heard, 0.5));
        result.put("p95", quantile(heard, 0.95));
        result.put("max", quantile(heard, 1));
        return result;
    }

    private static double quantile(double[] sorted, double part) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
    }

    private String over = "";

    /** A random sound, over and over. */
    private float[] noise(List<Clip> sounds, double seconds) throws IOException {
        Clip clip = sounds.get(random.nextInt(sounds.size()));
        over = clip.path();
        float[] one = clip.samples();
        float[] noise = new float[(int) (seconds * RATE)];
        int start = random.nextInt(Math.max(1, one.length));
        for (int i = 0; i < noise.length && one.length > 0; i++) {
            noise[i] = one[(start + i) % one.length];
        }
        return noise;
    }

    private List<Clip> sounds(String split) {
        return clips.stream()
                .filter(clip -> clip.split().equals(split) && !clip.label().equals(ALARMS))
                .toList();
    }

    private static void scale(float[] wave, double peak) {
        float most = 1e-9f;
        for (float sample : wave) {
            most = Math.max(most, Math.abs(sample));
        }
        for (int i = 0; i < wave.length; i++) {
            wave[i] *= (float) (peak / most);
        }
    }

    /** When a label is first heard, in seconds; infinity if never. */
    private double heardAt(float[] wave, String label) {
        int index = detector.labels().indexOf(label);
        double[] at = {Double.POSITIVE_INFINITY};
        try (DetectorSession session = detector.open(RATE, Duration.ofMillis(500))) {
            write(
                    session,
                    wave,
                    (start, end, scores) -> {
                        if (scores[index] >= detector.thresholdOf(label).onset()) {
                            at[0] = Math.min(at[0], (double) end / RATE);
                        }
                    });
        }
        return at[0];
    }

    private void write(DetectorSession session, float[] wave, DetectorSession.ScoreSink sink) {
        long began = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < wave.length; i += BLOCK) {
            session.write(wave, i, Math.min(BLOCK, wave.length - i), sink);
        }
        nanos += THREADS.getCurrentThreadCpuTime() - began;
        audioSeconds += (double) wave.length / RATE;
    }

    /** All clips of a split but the alarms, one after the other. */
    private Map<String, Object> falseAlarms(String split) throws IOException {
        Onsets onsets = new Onsets();
        try (DetectorSession session = detector.open(RATE, Duration.ofMillis(500))) {
            for (Clip clip : sounds(split)) {
                onsets.now = clip.path();
                float[] samples = clip.samples();
                onsets.samples += samples.length;
                write(session, samples, onsets);
            }
        }
        return onsets.result();
    }

    /** Two or three sounds at once, in rooms, for some hours. */
    private Map<String, Object> mixtures(double hours) throws IOException {
        List<Clip> all = new ArrayList<>(sounds("train"));
        all.addAll(sounds("val"));
        Onsets onsets = new Onsets();
        try (DetectorSession session = detector.open(RATE, Duration.ofMillis(500))) {
            while (onsets.samples < hours * 3600 * RATE) {
                float[] sum = new float[20 * RATE];
                StringBuilder names = new StringBuilder();
                for (int layers = random.nextInt(2, 4); layers > 0; layers--) {
                    float[] layer = noise(all, 20);
                    names.append(over).append(' ');
                    if (!rooms.isEmpty() && random.nextInt(2) == 0) {
                        layer = rooms.get(random.nextInt(rooms.size())).apply(layer);
                    }
                    scale(layer, Math.pow(10, random.nextDouble(-20, 0) / 20));
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += layer[i];
                    }
                }
                scale(sum, random.nextDouble(0.05, 0.95));
                onsets.now = names.toString().strip();
                onsets.samples += sum.length;
                write(session, sum, onsets);
            }
        }
        return onsets.result();
    }

    /** What real alarms are taken for, each repeated to a minute. */
    private List<Map<String, Object>> recordings() throws IOException {
        List<Map<String, Object>> result = new ArrayList<>();
        for (Clip clip : clips) {
            if (!clip.label().equals(ALARMS)) {
                continue;
            }
            float[] one = clip.samples();
            Onsets onsets = new Onsets();
            onsets.now = clip.path();
            try (DetectorSession session = detector.open(RATE, Duration.ofMillis(500))) {
                for (int played = 0; played < 60 * RATE; played += one.length) {
                    write(session, one, onsets);
                }
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("clip", clip.path());
            row.put("seconds", (double) one.length / RATE);
            row.put("heard", onsets.where.isEmpty() ? "no standard signal" : onsets.where);
            row.put("evidence", onsets.evidence);
            result.add(row);
        }
        return result;
    }

    /** Where alarms begin. */
    private final class Onsets implements DetectorSession.ScoreSink {
        private final boolean[] active = new boolean[detector.labels().size()];
        private final List<String> where = new ArrayList<>();
        private Map<String, Double> evidence = Map.of();
        private String now = "";
        private long samples;

        @Override
        public void scores(long start, long end, float[] scores) {
            for (int i = 0; i < scores.length; i++) {
                String label = detector.labels().get(i);
                boolean heard = scores[i] >= detector.thresholdOf(label).onset();
                if (heard && !active[i]) {
                    where.add(label + " in " + now + " " + evidence);
                }
                active[i] = heard;
            }
        }

        @Override
        public void evidence(int label, Map<String, Double> measured) {
            evidence = measured;
        }

        private Map<String, Object> result() {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("hours", samples / 3600.0 / RATE);
            result.put("alarms", where.size());
            result.put("where", where);
            return result;
        }
    }
}
