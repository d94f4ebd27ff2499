// SPDX-License-Identifier: Apache-2.0
/** Logging: the same problem once, not once a second. */
@NullMarked
package io.soribit.common.log;

import org.jspecify.annotations.NullMarked;
