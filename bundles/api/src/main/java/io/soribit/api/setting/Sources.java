// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The microphones, streams and satellites that people have set up, and the rooms that they hear.
 * The name of an entry begins with its kind and a hyphen, such as {@code microphone-hall}; its
 * entries are those that may be shown: an address with a password is not among them, but can be
 * written.
 */
@ProviderType
public interface Sources extends SettingFiles {
    /** The entry that says, in a new setting, which kind of source it is. */
    String KIND = "kind";

    /**
     * A source that is there and not set up.
     *
     * @param kind of source
     * @param name as people know it
     * @param entries that set it up, without the room
     */
    record Offer(String kind, String name, Map<String, String> entries) {
        /** Copies the entries. */
        public Offer {
            entries = Map.copyOf(entries);
        }
    }

    /**
     * What was found.
     *
     * @param found what is not set up
     * @param unanswered kinds that did not answer in time: what there is of them is unknown
     */
    record Offers(List<Offer> found, Set<String> unanswered) {
        /** Copies both. */
        public Offers {
            found = List.copyOf(found);
            unanswered = Set.copyOf(unanswered);
        }
    }

    /**
     * The keys of a setting that people can change, by kind of source; those of a new one first.
     *
     * @return of the kinds that the hub has bundles for
     */
    Map<String, List<String>> kinds();

    /**
     * Looks for sources that are not set up; blocks for some seconds.
     *
     * @throws InterruptedException if the calling thread is interrupted meanwhile
     */
    Offers offers() throws InterruptedException;
}
