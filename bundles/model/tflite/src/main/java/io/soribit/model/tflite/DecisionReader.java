// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.Confusion;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads how scores become events: {@code "decision": {"smoothing_ms", "weight", "companion",
 * "companion_onset"}}, {@code "thresholds": {"default": {...}, "labels": {"X": {"onset", "offset",
 * "smoothing_ms", "hold_ms", "min_ms"}}}} and {@code "confusions": [{"label", "while", "factor",
 * "margin", "over_ms"}]}.
 */
final class DecisionReader {
    /** What {@code windows}, the older form of {@code smoothing_ms}, counts. */
    private static final int WINDOW_MILLIS = 240;

    private static final int MOST_SMOOTHING_MILLIS = 10_000;
    private static final int MOST_OVER_MILLIS = 60_000;
    private static final int MOST_MILLIS = 600_000;
    private static final int MOST_WINDOWS = 15;

    private final Entries root;
    private final @Nullable Duration smoothing;

    DecisionReader(Entries root) {
        this.root = root;
        smoothing =
                root.has("decision")
                        ? root.object("decision")
                                .millisIfAny("smoothing_ms", 1, MOST_SMOOTHING_MILLIS)
                        : null;
    }

    /** For labels that have no threshold of their own. */
    Threshold standard() {
        return threshold(root.object("thresholds"), "default");
    }

    Map<String, Threshold> thresholds() {
        return root.object("thresholds").object("labels").each(this::threshold);
    }

    List<Confusion> confusions() {
        return root.objectsIfAny("confusions").stream().map(DecisionReader::confusion).toList();
    }

    /** Where scores are joined with those of other models. */
    float weight() {
        return root.has("decision") ? root.object("decision").numberOr("weight", 1) : 1;
    }

    /** Id of the model that hears with it; null if it names none. */
    @Nullable String companion() {
        Entries decision = root.object("decision");
        return decision.has("companion") ? decision.text("companion") : null;
    }

    /** What the onsets of both are multiplied by; 1 if it does not say. */
    float companionOnset() {
        return root.has("decision") ? root.object("decision").numberOr("companion_onset", 1) : 1;
    }

    private static Confusion confusion(Entries entries) {
        return new Confusion(
                entries.text("label"),
                entries.text("while"),
                entries.number("factor"),
                entries.numberOr("margin", 0),
                entries.millisIfAny("over_ms", 1, MOST_OVER_MILLIS));
    }

    private Threshold threshold(Entries thresholds, String label) {
        Entries entries = thresholds.object(label);
        float onset = entries.number("onset");
        float offset = entries.number("offset");
        if (offset > onset || offset < 0 || onset > 1) {
            thresholds.problem(label, "needs 0 <= offset <= onset <= 1");
            return new Threshold(0, 0);
        }
        return new Threshold(
                onset,
                offset,
                smoothing(entries),
                entries.millisIfAny("hold_ms", 0, MOST_MILLIS),
                entries.millisIfAny("min_ms", 0, MOST_MILLIS));
    }

    private @Nullable Duration smoothing(Entries entries) {
        if (entries.has("windows")) {
            int windows = entries.wholeIfAny("windows");
            if (windows < 1 || windows > MOST_WINDOWS) {
                entries.problem("windows", "is " + windows + ": need 1 to " + MOST_WINDOWS);
                return null;
            }
            return Duration.ofMillis((long) windows * WINDOW_MILLIS);
        }
        Duration own = entries.millisIfAny("smoothing_ms", 1, MOST_SMOOTHING_MILLIS);
        return own == null ? smoothing : own;
    }
}
