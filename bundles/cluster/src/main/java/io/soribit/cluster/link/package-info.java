// SPDX-License-Identifier: Apache-2.0
/** The connection between hubs: who is a member, and messages to all of them. */
@NullMarked
package io.soribit.cluster.link;

import org.jspecify.annotations.NullMarked;
