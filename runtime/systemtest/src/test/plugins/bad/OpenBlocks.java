// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Never opens. */
@Component
public final class OpenBlocks implements AudioSource {
    @Override
    public String id() {
        return "OpenBlocks";
    }

    @Override
    public String room() {
        return "OpenBlocks";
    }

    @Override
    public AudioStream open() throws IOException {
        block();
        return null;
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
