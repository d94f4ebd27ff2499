// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

/**
 * How far a sender has come. It outlives a stream: what was heard before an interruption is not
 * heard again after it. Used by one thread at a time.
 */
public final class Progress {
    boolean begun;
    long session;
    long next;
}
