// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.net.URI;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The hub's page; registered while a web server serves it. One with the service property {@code
 * home=true} is for other devices of the home, with TLS; it is there while the page is open to
 * them.
 */
@ProviderType
public interface PageAddress {
    /** Where to open it, for example {@code http://127.0.0.1:8780/}. */
    URI uri();
}
