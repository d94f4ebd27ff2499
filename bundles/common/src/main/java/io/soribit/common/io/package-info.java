// SPDX-License-Identifier: Apache-2.0
/** Files that survive a power cut whole; files and archives of foreign origin, within limits. */
@NullMarked
package io.soribit.common.io;

import org.jspecify.annotations.NullMarked;
