// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many synthesised alarms are heard over other sounds, and after how many cycles. The level of
 * an alarm is that of its first pulse, against the mean of the other sound. Three of four alarms
 * sound in a room.
 */
final class Recall {
    private static final double[] SNR_DB = {0, 3, 6, 10, 20};
    private static final double LEAD_SECONDS = 3;
    private static final double CYCLES = 3;
    private static final double SOON_CYCLES = 2;

    private final Hearing hearing;
    private final Mixer mixer;
    private final SplittableRandom random;
    private final Map<String, List<Hearing.Heard>> cycles = new TreeMap<>();
    private final List<String> missed = new ArrayList<>();

    Recall(Hearing hearing, Mixer mixer, SplittableRandom random) {
        this.hearing = hearing;
        this.mixer = mixer;
        this.random = random;
    }

    void run(List<Clip> sounds, int trials) throws IOException {
        for (int i = 0; i < trials; i++) {
            AlarmSignal alarm = new AlarmSignal(random, i % 2 == 0, i / 2 % 2 == 0);
            double snr = SNR_DB[i / 4 % SNR_DB.length];
            trial(alarm, snr, i / 20 % 4 == 0 ? null : mixer.room(), sounds);
        }
    }

    private void trial(AlarmSignal alarm, double snr, @Nullable Room room, List<Clip> sounds)
            throws IOException {
        float[] dry = alarm.render(CYCLES, Hearing.RATE);
        float[] wave = room == null ? dry : room.apply(dry);
        Mixer.Mixed noise = mixer.loop(sounds, LEAD_SECONDS + (double) wave.length / Hearing.RATE);
        float[] mixed = noise.wave();
        int lead = mixed.length - wave.length;
        double noisePower = Math.max(AlarmSignal.meanSquare(mixed), 1e-8);
        double power = noisePower * Math.pow(10, snr / 10);
        double gain = Math.sqrt(power / alarm.power(wave, Hearing.RATE));
        for (int k = 0; k < wave.length; k++) {
            mixed[lead + k] += (float) (gain * wave[k]);
        }
        Mixer.scale(mixed, random.nextDouble(0.01, 0.9));
        Hearing.Heard heard = hearing.heardAt(mixed, alarm.label());
        double began = (double) lead / Hearing.RATE;
        Hearing.Heard took =
                new Hearing.Heard(
                        (heard.provisionally() - began) / alarm.cycle(),
                        (heard.surely() - began) / alarm.cycle());
        String where = room == null ? "no room" : "rooms";
        String level = alarm.name() + ", " + (int) snr + " dB";
        for (String key : List.of("all", alarm.name(), level, where)) {
            cycles.computeIfAbsent(key, unused -> new ArrayList<>()).add(took);
        }
        if (took.surely() > SOON_CYCLES) {
            missed.add(
                    "%s, %.0f Hz, %s, %.2f cycles, provisionally %.2f, over %s"
                            .formatted(
                                    level,
                                    alarm.frequency(),
                                    where,
                                    took.surely(),
                                    took.provisionally(),
                                    noise.names()));
        }
    }

    /** By kind, level and place; and the misses one by one. */
    Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        cycles.forEach((key, took) -> result.put(key, summary(took)));
        return result;
    }

    List<String> missed() {
        return missed;
    }

    private static Map<String, Object> summary(List<Hearing.Heard> took) {
        double[] surely = sorted(took, Hearing.Heard::surely);
        double[] provisionally = sorted(took, Hearing.Heard::provisionally);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("trials", took.size());
        result.put("within_two", count(surely, SOON_CYCLES));
        result.put("within_three", count(surely, CYCLES));
        result.put("provisionally_within_two", count(provisionally, SOON_CYCLES));
        result.put("p50", quantile(surely, 0.5));
        result.put("p95", quantile(surely, 0.95));
        result.put("max", quantile(surely, 1));
        return result;
    }

    private static double[] sorted(
            List<Hearing.Heard> took, ToDoubleFunction<Hearing.Heard> cycles) {
        return took.stream().mapToDouble(cycles).filter(Double::isFinite).sorted().toArray();
    }

    private static long count(double[] took, double most) {
        return Arrays.stream(took).filter(cycles -> cycles <= most).count();
    }

    private static double quantile(double[] sorted, double part) {
        int index = (int) Math.max(0, Math.ceil(part * sorted.length) - 1);
        return sorted.length == 0 ? 0 : sorted[index];
    }
}
