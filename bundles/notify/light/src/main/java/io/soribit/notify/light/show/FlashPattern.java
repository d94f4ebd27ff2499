// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import io.soribit.api.Flash;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.LampProtocol;
import io.soribit.notify.light.lamp.Srgb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a lamp shows, one frame after the other, over and over; the number of frames is even, and a
 * lamp turns on in even frames only.
 *
 * <p>Safe flashing: 0.5 to 2 flashes a second (EN 54-23; WCAG 2.3.1 allows three). Saturated red is
 * not strobed: it takes turns with warm white, so that the lamp never goes dark, and at most once a
 * second.
 */
public record FlashPattern(List<Frame> frames) {
    public static final double SLOWEST_HZ = Flash.SLOWEST_HZ;
    public static final double FASTEST_HZ = Flash.FASTEST_HZ;
    private static final double FASTEST_RED_HZ = 1;
    private static final int SWITCH_ON = 8;
    private static final int SWITCH_OFF = 4;
    private static final String WHITE = "#FFFFFF";
    private static final String WARM_WHITE = "#FFB46B";
    private static final double SATURATED = 0.8;

    /** How long a frame of {@link #compiled} lasts: half a period at the fastest rate. */
    static final Duration TICK = Duration.ofMillis(250);

    public FlashPattern {
        frames = List.copyOf(frames);
    }

    /** For a lamp of some ability, in frames of a {@link #TICK}; rates are rounded down to fit. */
    static FlashPattern compiled(String colour, double rateHz, LampProtocol.Ability ability) {
        long tick = TICK.toMillis();
        int length = (int) ((frameLength(safeRate(rateHz)).toMillis() + tick - 1) / tick);
        return switch (ability) {
            case COLOUR ->
                    of(colour, rateHz).stretched(isSaturatedRed(colour) ? evened(length) : length);
            case LIGHT -> of(WHITE, rateHz).stretched(length);
            case SWITCH -> pulses(1, SWITCH_ON, SWITCH_OFF, 0);
        };
    }

    /**
     * Pulses of a switch, in ticks, which are even.
     *
     * @param pause after the last pulse, longer by so much
     */
    static FlashPattern pulses(int count, int on, int off, int pause) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.addAll(Collections.nCopies(on, new Frame(WHITE)));
            frames.addAll(Collections.nCopies(off, Frame.DARK));
        }
        frames.addAll(Collections.nCopies(pause, Frame.DARK));
        return new FlashPattern(frames);
    }

    /**
     * Red takes turns with white in even frames: either may turn on a lamp that missed the other.
     */
    private static int evened(int length) {
        return length == 1 ? 1 : length + length % 2;
    }

    private FlashPattern stretched(int times) {
        return new FlashPattern(
                frames.stream().flatMap(f -> Collections.nCopies(times, f).stream()).toList());
    }

    /** One frame per half period. */
    static FlashPattern of(String colour, double rateHz) {
        Frame on = new Frame(colour);
        if (!isSaturatedRed(colour)) {
            return new FlashPattern(List.of(on, Frame.DARK));
        }
        int halves = (int) Math.ceil(rateHz / FASTEST_RED_HZ);
        List<Frame> frames = new ArrayList<>(Collections.nCopies(halves, on));
        frames.addAll(Collections.nCopies(halves, new Frame(WARM_WHITE)));
        return new FlashPattern(frames);
    }

    /** How long one frame lasts, rounded up so that the rate is never exceeded. */
    static Duration frameLength(double rateHz) {
        return Duration.ofMillis((long) Math.ceil(500 / rateHz));
    }

    /** The rate that is used where one is asked for: the nearest that is safe. */
    public static double safeRate(double rateHz) {
        return rateHz > FASTEST_HZ ? FASTEST_HZ : rateHz >= SLOWEST_HZ ? rateHz : SLOWEST_HZ;
    }

    Frame frame(long index) {
        return frames.get((int) (index % frames.size()));
    }

    /** WCAG's definition: R / (R + G + B) of at least 0.8, in linear light. */
    public static boolean isSaturatedRed(String colour) {
        double red = linear(colour, 1);
        double all = red + linear(colour, 3) + linear(colour, 5);
        return all > 0 && red / all >= SATURATED;
    }

    private static double linear(String colour, int begin) {
        return Srgb.linear(Integer.parseInt(colour.substring(begin, begin + 2), 16) / 255.0);
    }
}
