// SPDX-License-Identifier: Apache-2.0
/** Texts: what was probably meant. */
@NullMarked
package io.soribit.common.text;

import org.jspecify.annotations.NullMarked;
