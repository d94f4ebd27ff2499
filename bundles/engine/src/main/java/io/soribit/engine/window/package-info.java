// SPDX-License-Identifier: Apache-2.0
/**
 * Windows of audio: which were scored, what they cost, whether their scores are plausible, and how
 * many of them an overloaded hub leaves out.
 */
@NullMarked
package io.soribit.engine.window;

import org.jspecify.annotations.NullMarked;
