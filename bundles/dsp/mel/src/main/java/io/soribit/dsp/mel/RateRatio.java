// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import java.math.BigInteger;

/**
 * A ratio of sample rates in lowest terms. Positions are converted from counts, so no error adds up
 * however long a stream lasts.
 *
 * @param in input samples ...
 * @param out ... that last as long as so many output samples
 */
record RateRatio(int in, int out) {
    static RateRatio of(int inputRate, int outputRate) {
        int divisor = BigInteger.valueOf(inputRate).gcd(BigInteger.valueOf(outputRate)).intValue();
        return new RateRatio(inputRate / divisor, outputRate / divisor);
    }

    /** The input sample nearest to an output sample. */
    long nearestInput(long outputSample) {
        return Math.floorDiv(Math.multiplyExact(outputSample, 2L * in) + out, 2L * out);
    }

    /** How many input samples cover a number of output samples. */
    int coveringInput(int outputSamples) {
        return Math.toIntExact(-Math.floorDiv(-(long) outputSamples * in, (long) out));
    }
}
