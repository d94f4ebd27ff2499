// SPDX-License-Identifier: Apache-2.0
/** Scoring: detectors over the audio of the ears, and the active models. */
@NullMarked
package io.soribit.engine.score;

import org.jspecify.annotations.NullMarked;
