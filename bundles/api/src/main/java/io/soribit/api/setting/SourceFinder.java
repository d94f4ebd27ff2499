// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Finds sources of one kind that people could set up. A service; called on threads of its own. */
@ConsumerType
public interface SourceFinder {
    /** The kind, as in the PID of its settings: {@code io.soribit.source.KIND}. */
    String kind();

    /**
     * What there is now, set up or not; may take some seconds.
     *
     * @return by a name that people know, the entries that set it up, without the room
     * @throws IOException if that cannot be known
     */
    List<Map.Entry<String, Map<String, String>>> find() throws IOException;
}
