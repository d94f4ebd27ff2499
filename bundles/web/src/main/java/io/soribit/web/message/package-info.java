// SPDX-License-Identifier: Apache-2.0
/**
 * What the page is answered to its requests: codes with parameters, worded in {@code
 * messages.json}.
 */
@NullMarked
package io.soribit.web.message;

import org.jspecify.annotations.NullMarked;
