// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

/**
 * Maps frequencies in Hz to the mel scale and back; defines on which axis triangles are straight.
 */
enum MelScale {
    /** 2595 log10(1 + f / 700), as in the HTK toolkit. */
    HTK {
        @Override
        double toMel(double hertz) {
            return 2595 * Math.log10(1 + hertz / 700);
        }

        @Override
        double toHertz(double mel) {
            return 700 * (Math.pow(10, mel / 2595) - 1);
        }
    },

    /** Linear up to 1 kHz and logarithmic above, as in Slaney's Auditory Toolbox. */
    SLANEY {
        private static final double HERTZ_PER_MEL = 200.0 / 3;
        private static final double BREAK_HERTZ = 1000;
        private static final double BREAK_MEL = BREAK_HERTZ / HERTZ_PER_MEL;
        private static final double LOG_STEP = Math.log(6.4) / 27;

        @Override
        double toMel(double hertz) {
            return hertz < BREAK_HERTZ
                    ? hertz / HERTZ_PER_MEL
                    : BREAK_MEL + Math.log(hertz / BREAK_HERTZ) / LOG_STEP;
        }

        @Override
        double toHertz(double mel) {
            return mel < BREAK_MEL
                    ? mel * HERTZ_PER_MEL
                    : BREAK_HERTZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
        }
    },

    /** 1127 ln(1 + f / 700), with triangles that are linear in mel, as in the Kaldi toolkit. */
    KALDI {
        @Override
        double toMel(double hertz) {
            return 1127 * Math.log1p(hertz / 700);
        }

        @Override
        double toHertz(double mel) {
            return 700 * Math.expm1(mel / 1127);
        }

        @Override
        double toAxis(double hertz) {
            return toMel(hertz);
        }
    };

    abstract double toMel(double hertz);

    abstract double toHertz(double mel);

    /** The place of a frequency on the axis along which the sides of a triangle are straight. */
    double toAxis(double hertz) {
        return hertz;
    }
}
