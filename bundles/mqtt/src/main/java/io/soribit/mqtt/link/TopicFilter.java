// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.util.List;

/** MQTT topic filters. */
final class TopicFilter {
    private final List<String> levels;

    /** Throws IllegalArgumentException if it is no valid filter. */
    TopicFilter(String filter) {
        levels = List.of(filter.split("/", -1));
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean last = i == levels.size() - 1;
            boolean wildcardInText =
                    level.length() > 1 && (level.contains("+") || level.contains("#"));
            if (filter.isEmpty() || wildcardInText || (level.equals("#") && !last)) {
                throw new IllegalArgumentException(
                        "'"
                                + filter
                                + "' is not a valid MQTT topic filter: + and # stand for whole levels,"
                                + " # only at the end");
            }
        }
    }

    boolean matches(String topic) {
        List<String> names = List.of(topic.split("/", -1));
        if (topic.startsWith("$") && levels.get(0).matches("[+#]")) {
            return false;
        }
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals("#")) {
                return true;
            }
            if (i >= names.size() || !(level.equals("+") || level.equals(names.get(i)))) {
                return false;
            }
        }
        return names.size() == levels.size();
    }
}
