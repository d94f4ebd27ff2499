// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Alerts on phones with the ntfy app: topics that nobody can guess, each made for a phone and kept
 * as a configuration of its own. A change takes effect when the hub has read the file, within two
 * seconds. Thread-safe; may block on the disk.
 */
@ProviderType
public interface NtfyTopics {
    /** The server where everybody may have topics. */
    String PUBLIC_SERVER = "https://ntfy.sh";

    /**
     * The topic of a phone. Who knows it can read the alerts and send others.
     *
     * @param name of the phone; rules and devices call it {@code ntfy:NAME}
     * @param server the address of the ntfy server
     * @param topic at that server
     * @param link opens the app and subscribes to the topic; only Android's app knows such links
     */
    record Topic(String name, String server, String topic, String link) {}

    /**
     * The phones whose topics were made here, by name; not what people have written themselves.
     *
     * @throws IOException if the folder cannot be read
     */
    List<String> names() throws IOException;

    /**
     * The topic of a phone.
     *
     * @throws IllegalArgumentException if none was made here for a phone of that name
     * @throws IOException if it cannot be read
     */
    Topic topic(String name) throws IOException;

    /**
     * Makes a topic for a phone.
     *
     * @param name 1 to 32 letters from a to z, digits and -
     * @param server the address of an ntfy server
     * @param language of what is pushed, {@code en} or {@code ko}
     * @throws IllegalArgumentException if one of these cannot be used
     * @throws IllegalStateException if there is a phone of that name
     * @throws IOException if it cannot be written; then all is as it was
     */
    Topic add(String name, String server, String language) throws IOException;

    /**
     * Pushes no more alerts to a phone.
     *
     * @throws IllegalArgumentException if no topic was made here for a phone of that name
     * @throws IOException if the file cannot be removed
     */
    void remove(String name) throws IOException;
}
