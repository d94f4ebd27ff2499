// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import io.soribit.cluster.share.Members;

/** Hears of the cluster, on threads of the link: must not block. */
public interface LinkListener {
    /** The members have changed. */
    void members(Members now);

    /** Another member has sent a message. */
    void message(String member, byte[] payload);

    /** A hub with another key has tried to join. */
    void stranger();
}
