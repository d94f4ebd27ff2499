// SPDX-License-Identifier: Apache-2.0
/** The heart of the hub: from sources of audio to sound events. */
@NullMarked
package io.soribit.engine;

import org.jspecify.annotations.NullMarked;
