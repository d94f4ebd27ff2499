// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

/**
 * A problem in a configuration.
 *
 * @param severe whether a setting has no effect; otherwise it is probably a typing error
 * @param message where, what is wrong, and what to do
 */
record Finding(boolean severe, String message) {}
