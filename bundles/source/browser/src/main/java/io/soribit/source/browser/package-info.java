// SPDX-License-Identifier: Apache-2.0
/** Hears phones and tablets that lend their microphone on the page. */
@NullMarked
package io.soribit.source.browser;

import org.jspecify.annotations.NullMarked;
