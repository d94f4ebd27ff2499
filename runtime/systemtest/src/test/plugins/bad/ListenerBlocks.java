// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import org.osgi.service.component.annotations.Component;

/** Never comes back from the first sound. */
@Component
public final class ListenerBlocks implements SoundListener {
    @Override
    public void onSound(SoundEvent event) {
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
