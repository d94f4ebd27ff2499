// SPDX-License-Identifier: Apache-2.0
/** The file of a taught sound. */
@NullMarked
package io.soribit.teach.sound;

import org.jspecify.annotations.NullMarked;
