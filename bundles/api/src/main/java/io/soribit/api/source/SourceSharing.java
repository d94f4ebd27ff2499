// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.source;

import io.soribit.api.hub.SourceStatus;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says which sources another hub hears in this one's stead. The engine closes such a source, shows
 * it as the other hub does, and opens it again as soon as it is to hear it: without this service,
 * or when it fails, this hub hears all its sources. Thread-safe.
 */
@ProviderType
public interface SourceSharing {
    /**
     * Whether another hub hears a source; asked twice a second about each {@link
     * io.soribit.api.AudioSource}. Must not block.
     *
     * @param here how this hub hears it: listening or quiet while audio comes
     * @return how it is doing at the other hub, with this source's id and room; null if this hub is
     *     to hear it
     */
    @Nullable SourceStatus elsewhere(SourceStatus here);
}
