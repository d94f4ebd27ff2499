// SPDX-License-Identifier: Apache-2.0
/** A plug-in for a hub on trial: makes sounds, and notes what becomes of them. */
@NullMarked
package io.soribit.benchmarks.alerts;

import org.jspecify.annotations.NullMarked;
