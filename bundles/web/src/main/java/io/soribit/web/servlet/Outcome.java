// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

/**
 * The result of a change.
 *
 * @param message what happened, or what is wrong and what to do
 */
public record Outcome(boolean ok, String message) {}
