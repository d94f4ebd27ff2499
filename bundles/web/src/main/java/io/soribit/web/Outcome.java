// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

/**
 * What became of a wish.
 *
 * @param message what happened, or what is wrong and what to do
 */
record Outcome(boolean ok, String message) {}
