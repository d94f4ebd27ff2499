// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.setting.Settings.Lock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is not changed among all settings, though it is one. */
final class SettingLocks {
    private static final Map<String, Lock> LOCKS =
            Map.of(
                    "io.soribit.broker/users", Lock.SAFETY,
                    "io.soribit.model.folder/require_signed", Lock.SAFETY,
                    "io.soribit.model.tflite/trial", Lock.SAFETY,
                    "io.soribit.engine/model", Lock.ELSEWHERE,
                    "io.soribit.engine/room_models", Lock.ELSEWHERE,
                    "io.soribit.engine/thresholds", Lock.ELSEWHERE);

    private SettingLocks() {}

    /** Whether a PID is among all settings: not the rules, which have a part of the page. */
    static boolean isShown(String pid) {
        return !pid.startsWith("org.apache.felix.") && !pid.equals("io.soribit.alert.rule");
    }

    /** Whether it names a program that is run. */
    static boolean isCommand(String key) {
        return key.equals("command") || key.endsWith("_command") || key.endsWith(".command");
    }

    static @Nullable Lock of(String pid, String key) {
        return isCommand(key) ? Lock.SAFETY : LOCKS.get(pid + "/" + key);
    }
}
