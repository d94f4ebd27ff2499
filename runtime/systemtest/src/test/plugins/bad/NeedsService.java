// SPDX-License-Identifier: Apache-2.0
package bad;

import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Waits for a service that nobody registers. */
@Component(immediate = true)
public final class NeedsService {
    @Reference Callable<String> nobody;
}
