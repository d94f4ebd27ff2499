// SPDX-License-Identifier: Apache-2.0
/** Starts Felix with what a feature file names, and runs one command in it. */
@NullMarked
package io.soribit.launcher;

import org.jspecify.annotations.NullMarked;
