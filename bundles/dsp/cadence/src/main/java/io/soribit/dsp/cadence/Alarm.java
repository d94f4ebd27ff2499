// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * An alarm that is listened for, by two rules.
 *
 * @param strict decides alone
 * @param early decides sooner and hears more, in noise and in rooms, but needs to be confirmed
 */
record Alarm(Cadence strict, Cadence early) {
    static final Alarm SMOKE = new Alarm(Cadence.SMOKE, Cadence.SMOKE.decidedBy(5, 1));

    static final Alarm CARBON_MONOXIDE =
            new Alarm(Cadence.CARBON_MONOXIDE, Cadence.CARBON_MONOXIDE.decidedBy(8, 2));

    String label() {
        return strict.label();
    }
}
