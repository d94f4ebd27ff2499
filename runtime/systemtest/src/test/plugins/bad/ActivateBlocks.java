// SPDX-License-Identifier: Apache-2.0
package bad;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Is made at once, and never ready. */
@Component(immediate = true)
public final class ActivateBlocks {
    @Activate
    void start() {
        block();
    }

    private static void block() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                continue;
            }
        }
    }
}
