// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.DetectorSession;
import io.soribit.dsp.cadence.CadenceDetector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where alarms are heard in what is played in one go, and in which recordings. */
final class FalseAlarms implements DetectorSession.ScoreSink {
    private static final double RECORDING_SECONDS = 60;

    private final Hearing hearing;
    private final boolean[] active;
    private final boolean[] maybe;
    private final List<String> where = new ArrayList<>();
    private final List<String> provisional = new ArrayList<>();
    private Map<String, Double> evidence = Map.of();
    private String now = "";
    private long samples;

    private FalseAlarms(Hearing hearing) {
        this.hearing = hearing;
        active = new boolean[Hearing.ALARMS];
        maybe = new boolean[active.length];
    }

    /** Of recordings, one after the other. */
    static Map<String, Object> of(Hearing hearing, List<Clip> clips) throws IOException {
        FalseAlarms alarms = new FalseAlarms(hearing);
        try (DetectorSession session = hearing.open()) {
            for (Clip clip : clips) {
                alarms.play(session, clip.samples(), clip.path());
            }
        }
        return alarms.result();
    }

    /** Of hours of mixtures of recordings. */
    static Map<String, Object> ofMixtures(
            Hearing hearing, Mixer mixer, List<Clip> clips, double hours) throws IOException {
        FalseAlarms alarms = new FalseAlarms(hearing);
        try (DetectorSession session = hearing.open()) {
            while (alarms.samples < hours * 3600 * Hearing.RATE) {
                Mixer.Mixed mixed = mixer.layers(clips);
                alarms.play(session, mixed.wave(), mixed.names());
            }
        }
        return alarms.result();
    }

    /** What the recordings of alarms are taken for, each repeated to a minute. */
    static List<Map<String, Object>> recordings(Hearing hearing, List<Clip> clips)
            throws IOException {
        List<Map<String, Object>> result = new ArrayList<>();
        for (Clip clip : clips) {
            float[] one = clip.samples();
            FalseAlarms alarms = new FalseAlarms(hearing);
            try (DetectorSession session = hearing.open()) {
                while (alarms.samples < RECORDING_SECONDS * Hearing.RATE) {
                    alarms.play(session, one, clip.path());
                }
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("clip", clip.path());
            row.put("seconds", (double) one.length / Hearing.RATE);
            row.put("heard", alarms.where);
            result.add(row);
        }
        return result;
    }

    private void play(DetectorSession session, float[] wave, String name) {
        now = name;
        samples += Math.max(1, wave.length);
        hearing.write(session, wave, this);
    }

    @Override
    public void scores(long start, long end, float[] scores) {
        for (int i = 0; i < active.length; i++) {
            String label = hearing.detector().labels().get(i);
            boolean heard = scores[i] >= hearing.detector().thresholdOf(label).onset();
            if (heard && !active[i]) {
                where.add(label + " in " + now + " " + evidence);
            }
            active[i] = heard;
            boolean provisionally = scores[i] >= CadenceDetector.PROVISIONAL;
            if (provisionally && !maybe[i]) {
                provisional.add(label + " in " + now + " " + evidence);
            }
            maybe[i] = provisionally;
        }
    }

    @Override
    public void evidence(int label, Map<String, Double> measured) {
        evidence = label < active.length ? measured : evidence;
    }

    private Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("hours", samples / 3600.0 / Hearing.RATE);
        result.put("alarms", where.size());
        result.put("where", where);
        result.put("provisional", provisional);
        return result;
    }
}
