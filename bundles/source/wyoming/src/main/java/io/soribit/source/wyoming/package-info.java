// SPDX-License-Identifier: Apache-2.0
/** Hears Wyoming satellites and microphones over TCP. */
@NullMarked
package io.soribit.source.wyoming;

import org.jspecify.annotations.NullMarked;
