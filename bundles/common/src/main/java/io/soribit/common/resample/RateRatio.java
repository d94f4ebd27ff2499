// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.resample;

import java.math.BigInteger;

/**
 * A ratio of sample rates in lowest terms. Positions are converted from counts, so no error adds up
 * however long a stream lasts.
 *
 * @param in input samples ...
 * @param out ... that last as long as so many output samples
 */
public record RateRatio(int in, int out) {
    /** The ratio of two rates in samples per second. */
    public static RateRatio of(int inputRate, int outputRate) {
        int divisor = BigInteger.valueOf(inputRate).gcd(BigInteger.valueOf(outputRate)).intValue();
        return new RateRatio(inputRate / divisor, outputRate / divisor);
    }

    /** The input sample nearest to an output sample. */
    public long nearestInput(long outputSample) {
        return Math.floorDiv(Math.multiplyExact(outputSample, 2L * in) + out, 2L * out);
    }

    /** How many input samples cover a number of output samples. */
    public int coveringInput(int outputSamples) {
        return Math.toIntExact(-Math.floorDiv(-(long) outputSamples * in, (long) out));
    }
}
