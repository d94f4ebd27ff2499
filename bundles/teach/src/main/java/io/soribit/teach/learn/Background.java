// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Embedding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/**
 * What homes sound like to a trunk: mean and spread of the embeddings of thousands of windows of
 * all kinds of sound, {@link #flattened}. The spread is kept as the directions in which it is
 * largest and the mean of all others. The file beside this class is written by {@code python -m
 * soribit_training taught --background}.
 */
public final class Background {
    /** What the trunk makes of nothing is slightly below zero. */
    private static final float NOTHING = 0.4f;

    private final double[] mean;
    private final double[][] directions;

    /** By how much the variance of each direction is above the rest's. */
    private final double[] above;

    private final double rest;
    private final double shrinkage;

    /** Variance in each direction that is not listed, the shrinkage included. */
    private final double floor;

    private Background(
            double[] mean, double[][] directions, double[] above, double rest, double shrinkage) {
        this.mean = mean;
        this.directions = directions;
        this.above = above;
        this.rest = rest;
        this.shrinkage = shrinkage;
        double average = (sum(above) + rest * mean.length) / mean.length;
        floor = (1 - shrinkage) * rest + shrinkage * average;
    }

    /**
     * That of a trunk.
     *
     * @return empty if nothing is known of it: no sound can be learnt on it
     */
    public static Optional<Background> of(Embedding embedding) {
        String name = embedding.trunk() + ".json";
        try (InputStream in = Background.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            JsonNode json = new ObjectMapper().readTree(in);
            double[] mean = numbers(json.path("mean"));
            double rest = json.path("rest").asDouble();
            double[] above = numbers(json.path("variances"));
            for (int i = 0; i < above.length; i++) {
                above[i] -= rest;
            }
            return mean.length == embedding.size()
                    ? Optional.of(
                            new Background(
                                    mean,
                                    directions(json, mean.length),
                                    above,
                                    rest,
                                    json.path("shrinkage").asDouble()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read: install the hub again", e);
        }
    }

    /** A value that is four times as high counts about twice. */
    public static float flattened(float value) {
        float positive =
                (value + Math.abs(value)) / 2; // a branch would be mispredicted half the time
        return (float) Math.sqrt(positive + NOTHING);
    }

    /** The value that {@link #flattened(float)} gives this; 0 for all that give less. */
    public static float raised(float flat) {
        return (float) (flat * flat - NOTHING);
    }

    /** All values of an embedding. */
    public static float[] flattened(float[] embedding) {
        float[] flat = new float[embedding.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = flattened(embedding[i]);
        }
        return flat;
    }

    double[] mean() {
        return mean;
    }

    /** The direction in which sounds of this mean differ most from all others. */
    double[] direction(double[] soundMean) {
        return rarity(centred(soundMean));
    }

    /** How far other sounds spread in a direction, as a standard deviation. */
    double spread(double[] direction) {
        double variance = rest * dot(direction, direction);
        for (int i = 0; i < directions.length; i++) {
            double part = dot(directions[i], direction);
            variance += above[i] * part * part;
        }
        return Math.sqrt(Math.max(1e-12, variance));
    }

    /** Cosine of what two means have that homes have not, each direction by how rare it is. */
    double likeness(double[] one, double[] other) {
        double[] a = centred(one);
        double[] b = centred(other);
        double[] rare = rarity(b);
        return dot(a, rare) / Math.sqrt(Math.max(1e-12, dot(a, rarity(a)) * dot(b, rare)));
    }

    /** How rare an embedding is in homes: its squared distance from their mean, in variances. */
    public double rarity(float[] embedding) {
        float[] flat = flattened(embedding);
        double[] values = new double[flat.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat[i];
        }
        double[] far = centred(values);
        return dot(far, rarity(far));
    }

    /** Divided by the variance of each direction. */
    double[] rarity(double[] values) {
        double[] rare = values.clone();
        for (int i = 0; i < directions.length; i++) {
            double own = (1 - shrinkage) * above[i];
            double weight = own / (own + floor) * dot(directions[i], values);
            for (int k = 0; k < rare.length; k++) {
                rare[k] -= weight * directions[i][k];
            }
        }
        for (int k = 0; k < rare.length; k++) {
            rare[k] /= floor;
        }
        return rare;
    }

    double[] centred(double[] values) {
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - mean[i];
        }
        return centred;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double[][] directions(JsonNode json, int size) {
        double[] steps = numbers(json.path("steps"));
        byte[] bytes = Base64.getDecoder().decode(json.path("directions").asText());
        double[][] directions = new double[steps.length][size];
        for (int i = 0; i < steps.length; i++) {
            for (int k = 0; k < size; k++) {
                directions[i][k] = bytes[i * size + k] * steps[i];
            }
        }
        return directions;
    }

    private static double[] numbers(JsonNode base64) {
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(base64.asText()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[bytes.remaining() / Float.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.getFloat();
        }
        return numbers;
    }
}
