// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Checks settings against the definition of the bundle that reads them. Thread-safe. */
@ProviderType
public interface SettingCheck {
    /**
     * What is wrong with settings, before they are written.
     *
     * @param pid of the configuration or of its factory
     * @param values by key, as they are to be written
     * @return what is wrong and what is expected, by key; empty if all can be read, or if no bundle
     *     defines that configuration
     */
    Map<String, String> problems(String pid, Map<String, String> values);
}
