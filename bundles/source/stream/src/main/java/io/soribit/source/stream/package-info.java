// SPDX-License-Identifier: Apache-2.0
/**
 * Hears cameras, network streams and programs that print PCM, each through a process of its own.
 */
@NullMarked
package io.soribit.source.stream;

import org.jspecify.annotations.NullMarked;
