// SPDX-License-Identifier: Apache-2.0
/** Limits of requests and uploads. */
@NullMarked
package io.soribit.web.limit;

import org.jspecify.annotations.NullMarked;
