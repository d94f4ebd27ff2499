// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

/**
 * That people are told of a sound.
 *
 * @param alert id of the alert: that of this sound, or of an earlier one that it joined
 * @param urgency as decided by the rules, which may be another than the sound's own
 */
record Told(String alert, String urgency) {
    static Told of(ActiveAlert alert) {
        return new Told(alert.id(), alert.urgency());
    }
}
