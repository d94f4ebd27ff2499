// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

/**
 * Something that is wrong with a configuration.
 *
 * @param severe whether what was meant does not happen; else it is probably a slip
 * @param message where, what, and what to do
 */
record Finding(boolean severe, String message) {}
