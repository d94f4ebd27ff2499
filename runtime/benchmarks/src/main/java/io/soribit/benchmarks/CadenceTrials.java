// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the cadence detector hears and what it takes for an alarm, over a data set. Seeded: the same
 * arguments give the same figures.
 */
public final class CadenceTrials {
    private CadenceTrials() {}

    /**
     * Prints one JSON object.
     *
     * @param arguments index of the recordings; split whose sounds recall is measured over; trials;
     *     hours of mixtures; seed; whether the recordings themselves are played too
     */
    public static void main(String[] arguments) throws IOException {
        List<Clip> clips = Clip.list(Path.of(arguments[0]));
        String split = arguments[1];
        int trials = Integer.parseInt(arguments[2]);
        double hours = Double.parseDouble(arguments[3]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[4]));
        boolean recordings = Boolean.parseBoolean(arguments[5]);

        Hearing hearing = new Hearing();
        Mixer mixer = new Mixer(clips, random.split());
        Map<String, Object> result = new LinkedHashMap<>();
        Recall recall = new Recall(hearing, mixer, random.split());
        recall.run(mixer.sounds(split), trials);
        result.put("recall", recall.result());
        result.put("missed", recall.missed());
        Map<String, Object> falseAlarms = new LinkedHashMap<>();
        if (recordings) {
            for (String name : List.of("train", "train2", "val")) {
                falseAlarms.put(name, FalseAlarms.of(hearing, mixer.sounds(name)));
            }
            List<Clip> alarms = clips.stream().filter(Clip::isAlarm).toList();
            result.put("recordings", FalseAlarms.recordings(hearing, alarms));
        }
        if (hours > 0) {
            List<Clip> sounds = new ArrayList<>(mixer.sounds("train"));
            sounds.addAll(mixer.sounds("val"));
            falseAlarms.put("mixtures", FalseAlarms.ofMixtures(hearing, mixer, sounds, hours));
        }
        result.put("false_alarms", falseAlarms);
        result.put("times_real_time", hearing.speed());
        System.out.println(new ObjectMapper().writeValueAsString(result));
    }
}
