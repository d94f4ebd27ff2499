// SPDX-License-Identifier: Apache-2.0
/** Scores near a threshold, for those who keep and explain them, and the thresholds themselves. */
@Export
@NullMarked
@Version("1.0.0")
package io.soribit.api.score;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
