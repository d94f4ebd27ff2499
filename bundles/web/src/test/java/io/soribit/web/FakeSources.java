// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.Sources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sources in memory; one is written in a form that only people can change. */
public final class FakeSources extends FakeSettingFiles implements Sources {
    public FakeSources() {
        super("source", "udp-shed");
        all.put("microphone-kitchen", Map.of("room", "Kitchen", "device", "USB"));
        all.put("udp-shed", Map.of("room", "Shed"));
    }

    @Override
    public Map<String, List<String>> kinds() {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("microphone", List.of("room", "device"));
        kinds.put("wyoming", List.of("room", "host", "port"));
        return kinds;
    }

    @Override
    public Offers offers() {
        return new Offers(
                List.of(
                        new Offer(
                                "wyoming", "attic", Map.of("host", "192.0.2.7", "port", "10700"))),
                Set.of("microphone"));
    }

    @Override
    public synchronized Change save(
            String name, String version, Map<String, String> entries, String who)
            throws InvalidSettingException {
        Map<String, String> filled = new TreeMap<>(entries);
        String kind = filled.remove(KIND);
        if (name != null) {
            known(name, version);
        } else if (!kinds().containsKey(String.valueOf(kind))) {
            throw new IllegalArgumentException("there is no such source");
        }
        if ("wyoming".equals(kind) && filled.getOrDefault("host", "").isEmpty()) {
            throw new InvalidSettingException(List.of(new Problem("host", "is missing")));
        }
        filled.values().removeIf(String::isBlank);
        return write(name == null ? kind + "-" + filled.get("room") : name, filled, who);
    }
}
