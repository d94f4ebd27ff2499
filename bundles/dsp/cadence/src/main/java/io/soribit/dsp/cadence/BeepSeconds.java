// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a beep goes on before it is no appliance's any more.
 *
 * @param urgent in seconds, more than zero
 * @param emergency the same, more than the first
 */
record BeepSeconds(int urgent, int emergency) {
    static final BeepSeconds USUAL = new BeepSeconds(8, 20);

    private static final Logger LOG = LoggerFactory.getLogger(BeepSeconds.class);

    BeepSeconds {
        if (!areValid(urgent, emergency)) {
            throw new IllegalArgumentException(urgent + " s and " + emergency + " s");
        }
    }

    /** As configured; the usual ones if that makes no sense. */
    static BeepSeconds of(int urgent, int emergency) {
        if (areValid(urgent, emergency)) {
            return new BeepSeconds(urgent, emergency);
        }
        LOG.warn(
                "urgent_seconds = {} and emergency_seconds = {} in"
                        + " etc/io.soribit.dsp.cadence.beeper.cfg: the second must be more than"
                        + " the first; using {} and {}",
                urgent,
                emergency,
                USUAL.urgent,
                USUAL.emergency);
        return USUAL;
    }

    private static boolean areValid(int urgent, int emergency) {
        return urgent > 0 && emergency > urgent;
    }
}
