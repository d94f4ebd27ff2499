// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import org.osgi.service.component.annotations.Component;

/** Ends the process as the first sound is heard. */
@Component
public final class ExitsInListener implements SoundListener {
    @Override
    public void onSound(SoundEvent event) {
        System.exit(2);
    }
}
