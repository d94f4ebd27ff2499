// SPDX-License-Identifier: Apache-2.0
/** Threads that end when asked to, and tasks that survive what they throw. */
@NullMarked
package io.soribit.common.concurrent;

import org.jspecify.annotations.NullMarked;
