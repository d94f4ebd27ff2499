// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import java.util.Map;

/**
 * What a member says about itself once a second.
 *
 * @param name what people call it
 * @param view the members it knows of, as {@link Members#view}
 * @param claims by the id of the source
 */
public record Announcement(String name, String view, Map<String, Claim> claims) {
    public Announcement {
        claims = Map.copyOf(claims);
    }
}
