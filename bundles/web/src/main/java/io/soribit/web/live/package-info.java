// SPDX-License-Identifier: Apache-2.0
/** The current state of the page, and the event streams of its clients. */
@NullMarked
package io.soribit.web.live;

import org.jspecify.annotations.NullMarked;
