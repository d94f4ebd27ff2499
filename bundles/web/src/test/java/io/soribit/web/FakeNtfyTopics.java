// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.NtfyTopics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Topics in memory. */
public final class FakeNtfyTopics implements NtfyTopics {
    public final Map<String, Topic> topics = new ConcurrentSkipListMap<>();

    @Override
    public List<String> names() {
        return List.copyOf(topics.keySet());
    }

    @Override
    public Topic topic(String name) {
        return Optional.ofNullable(topics.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no phone " + name));
    }

    @Override
    public Topic add(String name, String server, String language) {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("a phone's name has letters from a to z");
        }
        String topic = "soribit-secret-of-" + name + "-" + language;
        Topic made = new Topic(name, server, topic, "ntfy://ntfy.sh/" + topic + "?display=Soribit");
        if (topics.putIfAbsent(name, made) != null) {
            throw new IllegalStateException("there is a phone '" + name + "'");
        }
        return made;
    }

    @Override
    public void remove(String name) {
        topics.remove(topic(name).name());
    }
}
