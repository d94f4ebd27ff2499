// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Analyzer;
import io.soribit.teach.sound.Input;
import io.soribit.teach.sound.Inputs;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the pipeline makes of a take. Not thread-safe. */
final class Heard implements Analyzer.Findings {
    private static final float SURE = 0.5f;

    private final double padding;
    private final List<float[]> windows = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Double> starts = new ArrayList<>();
    private final Set<String> dangers = new LinkedHashSet<>();
    private final Map<Sound, String> others = new LinkedHashMap<>();
    private @Nullable Embedding embedding;
    private @Nullable FrontEndSpec spec;
    private String model = "";

    /**
     * @param padding seconds before the take begins
     */
    Heard(double padding) {
        this.padding = padding;
    }

    @Override
    public void embedding(Embedding used, float[] values) {
        embedding = used;
        windows.add(values.clone());
    }

    @Override
    public void features(FrontEndSpec asked, FloatBuffer features) {
        spec = asked;
        inputs.add(Input.of(features));
    }

    @Override
    public void window(String by, double start, List<String> labels, float[] scores) {
        model = by;
        starts.add(start);
    }

    @Override
    public void event(String by, Sound sound, double onset, double end, float score) {
        String text =
                String.format(
                        Locale.ROOT,
                        "%s at %.1f s",
                        sound.name("en"),
                        Math.max(0, onset - padding));
        if (sound.urgency() == Urgency.EMERGENCY) {
            dangers.add(text);
        } else if (score >= SURE) {
            others.merge(sound, text, (before, next) -> before + ", " + next);
        }
    }

    List<float[]> windows() {
        return windows;
    }

    /**
     * What the front end made of some windows, evenly chosen.
     *
     * @param most of each
     * @return null if that is not known
     */
    @Nullable Inputs inputs(String name, List<Integer> loud, List<Integer> quiet, int most) {
        FrontEndSpec asked = spec;
        return asked == null || inputs.size() != windows.size()
                ? null
                : new Inputs(asked, name, some(loud, most), some(quiet, most));
    }

    private List<Input> some(List<Integer> indexes, int most) {
        int count = Math.min(most, indexes.size());
        return IntStream.range(0, count)
                .map(i -> indexes.get((2 * i + 1) * indexes.size() / (2 * count)))
                .mapToObj(inputs::get)
                .toList();
    }

    /** In seconds, one for each window. */
    List<Double> starts() {
        return starts;
    }

    Set<String> dangers() {
        return dangers;
    }

    /** What is no danger, and when. */
    Map<Sound, String> others() {
        return others;
    }

    @Nullable Embedding embedding() {
        return embedding;
    }

    /** Its id. */
    String model() {
        return model;
    }
}
