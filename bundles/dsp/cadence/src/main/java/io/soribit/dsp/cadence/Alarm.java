// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * An alarm that is listened for, by two rules.
 *
 * @param strict decides alone
 * @param early decides sooner and hears more, in noise and in rooms, but needs to be confirmed
 * @param repeats whether the early rule confirms itself by a second match a cycle later
 */
record Alarm(Cadence strict, Cadence early, boolean repeats) {
    static final Alarm SMOKE =
            new Alarm(
                    Cadence.SMOKE,
                    Cadence.SMOKE.by(new Cadence.Rule(5, 1, 0.8f, 0.9, 0.06)),
                    false);

    static final Alarm CARBON_MONOXIDE =
            new Alarm(
                    Cadence.CARBON_MONOXIDE,
                    Cadence.CARBON_MONOXIDE.by(new Cadence.Rule(8, 3, 0.8f, 0.6, 0.025)),
                    true);

    String label() {
        return strict.label();
    }
}
