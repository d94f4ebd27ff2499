// SPDX-License-Identifier: Apache-2.0
/** What is logged of connections. */
@NullMarked
package io.soribit.broker.log;

import org.jspecify.annotations.NullMarked;
