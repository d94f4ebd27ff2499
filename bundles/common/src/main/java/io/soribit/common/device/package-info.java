// SPDX-License-Identifier: Apache-2.0
/** The lamps, displays and phones of all bundles. */
@NullMarked
package io.soribit.common.device;

import org.jspecify.annotations.NullMarked;
