// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/** The hub's page; registered while a web server serves it. */
@ProviderType
public interface PageAddress {
    /** Where to open it, for example {@code http://127.0.0.1:8780/}. */
    URI uri();
}
