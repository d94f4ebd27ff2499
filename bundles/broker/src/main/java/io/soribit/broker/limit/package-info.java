// SPDX-License-Identifier: Apache-2.0
/** What is counted of all clients. */
@NullMarked
package io.soribit.broker.limit;

import org.jspecify.annotations.NullMarked;
