// SPDX-License-Identifier: Apache-2.0
package bad;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** Waits for a file of configuration. */
@Component(
        immediate = true,
        configurationPid = "bad.settings",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class NeedsConfiguration {}
