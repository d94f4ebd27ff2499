// SPDX-License-Identifier: Apache-2.0
/** Recordings of a sound, and what is wrong with them. */
@NullMarked
package io.soribit.teach.take;

import org.jspecify.annotations.NullMarked;
