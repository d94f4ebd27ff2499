// SPDX-License-Identifier: Apache-2.0
/** What the front end and the inference cost, in time and in memory. */
@NullMarked
package io.soribit.benchmarks;

import org.jspecify.annotations.NullMarked;
