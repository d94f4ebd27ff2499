// SPDX-License-Identifier: Apache-2.0
/** Plays recordings: WAV by itself, all else through ffmpeg. */
@NullMarked
package io.soribit.source.file;

import org.jspecify.annotations.NullMarked;
