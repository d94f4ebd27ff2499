// SPDX-License-Identifier: Apache-2.0
/** Pictures of sounds, for those who explain alerts. */
@NullMarked
package io.soribit.engine.picture;

import org.jspecify.annotations.NullMarked;
