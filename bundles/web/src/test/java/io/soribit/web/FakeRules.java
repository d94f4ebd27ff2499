// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.Rules;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules in memory; one is written in a form that only people can change. */
public final class FakeRules extends FakeSettingFiles implements Rules {
    public FakeRules() {
        super("rule", "typed");
        all.put("holiday", Map.of("sounds", "phone_ring", "modes", "away", "urgency", "info"));
        all.put(
                "night",
                Map.of(
                        "sounds", "doorbell",
                        "hours", "mon,tue 22:00-07:00",
                        "targets", "bed",
                        "escalate_seconds", "60",
                        "escalate_to", "push"));
        all.put("typed", Map.of("sounds", "baby_cry"));
    }

    @Override
    public synchronized Change save(
            String name, String version, Map<String, String> entries, String who)
            throws InvalidSettingException, IOException {
        if (name != null) {
            known(name, version);
        }
        if (entries.getOrDefault("sounds", "").contains("smoke_alarm")
                && "off".equals(entries.get("urgency"))) {
            throw new InvalidSettingException(
                    List.of(new Problem("urgency", "sounds of danger cannot be silenced")));
        }
        if (entries.getOrDefault("repeat_seconds", "").length() > 4) {
            throw new InvalidSettingException(
                    List.of(new Problem("repeat_seconds", "is greater than 3600")));
        }
        Map<String, String> filled = new HashMap<>(entries);
        filled.values().removeIf(String::isBlank);
        return write(name == null ? "own" + all.size() : name, filled, who);
    }
}
