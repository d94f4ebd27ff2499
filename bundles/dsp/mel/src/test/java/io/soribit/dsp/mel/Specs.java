// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FrontEndSpec;
import java.util.HashMap;
import java.util.Map;

/** Front-end specs for tests. */
final class Specs {
    private Specs() {}

    /** The home model's. */
    static FrontEndSpec home() {
        return new FrontEndSpec(
                "log-mel",
                Map.ofEntries(
                        Map.entry("sampleRate", 16000),
                        Map.entry("fftSize", 512),
                        Map.entry("window", 400),
                        Map.entry("hop", 320),
                        Map.entry("frames", 100),
                        Map.entry("bands", 64),
                        Map.entry("minFrequency", 60.0),
                        Map.entry("maxFrequency", 7800.0),
                        Map.entry("scale", "htk"),
                        Map.entry("norm", "none"),
                        Map.entry("spectrum", "power"),
                        Map.entry("compression", "db"),
                        Map.entry("reference", 1.0),
                        Map.entry("floor", 1e-7)));
    }

    /** The lowest 103 of 128 Kaldi bands between 0 and 15 kHz, every 10 ms. */
    static FrontEndSpec kaldi() {
        double top = 700 * Math.expm1(Math.log1p(15_000 / 700.0) * 104 / 129);
        return new FrontEndSpec(
                "log-mel",
                Map.ofEntries(
                        Map.entry("sampleRate", 16000),
                        Map.entry("fftSize", 512),
                        Map.entry("window", 400),
                        Map.entry("hop", 160),
                        Map.entry("frames", 200),
                        Map.entry("bands", 103),
                        Map.entry("minFrequency", 0.0),
                        Map.entry("maxFrequency", top),
                        Map.entry("scale", "kaldi"),
                        Map.entry("norm", "none"),
                        Map.entry("spectrum", "power"),
                        Map.entry("compression", "db"),
                        Map.entry("reference", 1.0),
                        Map.entry("floor", 1e-10)));
    }

    static FrontEndSpec waveform(int sampleRate, int samples) {
        return new FrontEndSpec("waveform", Map.of("sampleRate", sampleRate, "samples", samples));
    }

    static FrontEndSpec with(FrontEndSpec spec, String name, Object value) {
        Map<String, Object> parameters = new HashMap<>(spec.parameters());
        parameters.put(name, value);
        return new FrontEndSpec(spec.type(), parameters);
    }

    static FrontEndSpec without(FrontEndSpec spec, String name) {
        Map<String, Object> parameters = new HashMap<>(spec.parameters());
        parameters.remove(name);
        return new FrontEndSpec(spec.type(), parameters);
    }
}
