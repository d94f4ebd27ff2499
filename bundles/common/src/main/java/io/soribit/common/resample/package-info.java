// SPDX-License-Identifier: Apache-2.0
/** A stream of samples at another rate, in phase. */
@NullMarked
package io.soribit.common.resample;

import org.jspecify.annotations.NullMarked;
