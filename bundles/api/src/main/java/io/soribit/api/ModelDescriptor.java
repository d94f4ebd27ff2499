// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model as its {@code model.json} describes it.
 *
 * @param id unique, for example {@code home-float32}
 * @param family models of one family share training and labels, for example {@code home}
 * @param variant the form it was converted to, for example {@code float16}
 * @param version of the weights
 * @param labels one per score, in the order of the model's output, without repetition
 * @param frontEnd its input
 * @param threshold for labels that {@code thresholds} does not name
 * @param thresholds per label
 * @param confusions labels that it is known to mix up
 * @param weight of its scores where they are joined with those of other models, above 0
 * @param companion id of the model that hears with it where it is installed and this one is the
 *     house's; null for none
 * @param companionOnset factor of the onsets that both have to reach together, above 0, up to 1:
 *     both are wrong less often than one
 * @param card description, licence, figures
 */
public record ModelDescriptor(
        String id,
        String family,
        String variant,
        String version,
        List<String> labels,
        FrontEndSpec frontEnd,
        Threshold threshold,
        Map<String, Threshold> thresholds,
        List<Confusion> confusions,
        double weight,
        @Nullable String companion,
        double companionOnset,
        Map<String, Object> card) {
    private static final String ID = "[A-Za-z0-9._-]{1,64}";

    /** One without known confusions and without a companion, of weight 1. */
    public ModelDescriptor(
            String id,
            String family,
            String variant,
            String version,
            List<String> labels,
            FrontEndSpec frontEnd,
            Threshold threshold,
            Map<String, Threshold> thresholds,
            Map<String, Object> card) {
        this(
                id,
                family,
                variant,
                version,
                labels,
                frontEnd,
                threshold,
                thresholds,
                List.of(),
                1,
                null,
                1,
                card);
    }

    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public ModelDescriptor {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException(
                    "id '" + id + "': 1 to 64 letters, digits, dots, hyphens or underscores");
        }
        labels = List.copyOf(labels);
        Set<String> known = new HashSet<>(labels);
        if (labels.isEmpty() || known.size() < labels.size()) {
            throw new IllegalArgumentException(
                    "labels of model '" + id + "' are empty or name one label twice");
        }
        thresholds = Map.copyOf(thresholds);
        for (String label : thresholds.keySet()) {
            if (!known.contains(label)) {
                throw new IllegalArgumentException(
                        "model '" + id + "' has a threshold for '" + label + "', no label of it");
            }
        }
        confusions = List.copyOf(confusions);
        for (Confusion confusion : confusions) {
            if (!known.contains(confusion.label()) || !known.contains(confusion.during())) {
                throw new IllegalArgumentException(
                        "model '" + id + "' has a " + confusion + " with a label that it lacks");
            }
        }
        if (!(weight > 0 && weight <= 100)) {
            throw new IllegalArgumentException(
                    "weight of model '" + id + "' is " + weight + ": above 0, up to 100");
        }
        if (companion != null && (!companion.matches(ID) || companion.equals(id))) {
            throw new IllegalArgumentException(
                    "companion of model '"
                            + id
                            + "' is '"
                            + companion
                            + "': need the id of another model");
        }
        if (!(companionOnset > 0 && companionOnset <= 1)) {
            throw new IllegalArgumentException(
                    "companion_onset of model '"
                            + id
                            + "' is "
                            + companionOnset
                            + ": above 0, up to 1");
        }
        card = Map.copyOf(card);
    }

    /**
     * The calibrated threshold of a label.
     *
     * @param label one of {@link #labels()}
     * @return that of the model if the label has none of its own
     */
    public Threshold thresholdOf(String label) {
        return thresholds.getOrDefault(label, threshold);
    }

    /** 0 to 1, the first of {@code accuracy}, {@code esc50Fold4} that the card gives; or NaN. */
    public double accuracy() {
        return figure("accuracy", "esc50Fold4");
    }

    /** 0 to 1, the first of {@code f1}, {@code householdMap} that the card gives; or NaN. */
    public double f1() {
        return figure("f1", "householdMap");
    }

    private double figure(String... names) {
        if (card.get("metrics") instanceof Map<?, ?> metrics) {
            for (String name : names) {
                if (metrics.get(name) instanceof Number figure) {
                    return figure.doubleValue();
                }
            }
        }
        return Double.NaN;
    }
}
