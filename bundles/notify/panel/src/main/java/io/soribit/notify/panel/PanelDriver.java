// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;

/**
 * How displays of one kind are driven. No method waits for the network. A display is named by what
 * its topics begin with.
 */
public interface PanelDriver {
    /** The kind, as people call it, for example {@code AWTRIX 3}. */
    String kind();

    /** The kind, as ids begin, for example {@code awtrix}. */
    String scheme();

    /** Shows an alert, in the place of another one. */
    void show(String name, Alert alert);

    /** The alert that is shown has ended unacknowledged: it stays for a moment. */
    void fade(String name, Alert alert);

    /** Shows no alert any more. */
    void hide(String name);

    /** Shows what was heard last, less loudly. */
    void last(String name, Alert alert);

    /** Shows whether the hub listens; said again and again, so that its absence shows. */
    void listening(String name, Listening listening);

    /** Shows for some seconds that it is the one. */
    void test(String name);

    /** Takes away all that stays on it. */
    void clear(String name);
}
