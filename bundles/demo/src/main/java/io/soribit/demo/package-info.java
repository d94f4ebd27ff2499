// SPDX-License-Identifier: Apache-2.0
/** A synthesised evening, a virtual lamp, and the command that shows them. */
@NullMarked
package io.soribit.demo;

import org.jspecify.annotations.NullMarked;
