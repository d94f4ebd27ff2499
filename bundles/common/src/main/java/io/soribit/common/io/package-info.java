// SPDX-License-Identifier: Apache-2.0
/** Files that survive a power cut whole. */
@NullMarked
package io.soribit.common.io;

import org.jspecify.annotations.NullMarked;
