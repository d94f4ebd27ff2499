// SPDX-License-Identifier: Apache-2.0
/** What stands before the samples of a WAV file, and how they are written. */
@NullMarked
package io.soribit.common.wav;

import org.jspecify.annotations.NullMarked;
