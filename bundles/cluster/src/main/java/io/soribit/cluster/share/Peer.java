// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import java.time.Duration;

/**
 * Another member, as it has last announced itself.
 *
 * @param heard when, by the monotonic clock of this member
 */
record Peer(Announcement announcement, Duration heard) {}
