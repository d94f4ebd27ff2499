// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a member says about itself once a second.
 *
 * @param name what people call it
 * @param view the members it knows of, as {@link Members#view}
 * @param claims by the id of the source
 * @param reach names of what it can notify people by
 * @param alerts what it knows of alerts, in short; empty if it shares none
 * @param ahead what its clock shows more than that of this hub
 */
public record Announcement(
        String name,
        String view,
        Map<String, Claim> claims,
        Set<String> reach,
        String alerts,
        Duration ahead) {
    public Announcement {
        claims = Map.copyOf(claims);
        reach = Set.copyOf(reach);
    }

    /** One that says only what it hears. */
    public Announcement(String name, String view, Map<String, Claim> claims) {
        this(name, view, claims, Set.of(), "", Duration.ZERO);
    }

    /** Whether it shares alerts, of which there may be none now. */
    boolean sharesAlerts() {
        return !alerts.isEmpty();
    }

    /** The same with what it says of alerts. */
    public Announcement with(Set<String> targets, String digest) {
        return new Announcement(name, view, claims, targets, digest, ahead);
    }
}
