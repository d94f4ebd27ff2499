// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

/**
 * A satellite that says by mDNS where it is.
 *
 * @param name as it calls itself; it cannot change a line of the log
 * @param address numeric
 */
record Found(String name, String address, int port) {}
