// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

/**
 * How one plug-in is doing.
 *
 * @param file name of its jar in the folder {@code bundles}
 * @param name its bundle symbolic name; the file name while that is unknown
 * @param version its bundle version; empty while unknown
 * @param state what has become of it
 * @param message why it is in that state, and what to do; empty for one that is started
 */
public record PlugInStatus(
        String file, String name, String version, PlugInState state, String message) {}
