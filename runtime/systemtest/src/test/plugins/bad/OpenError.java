// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Opens with what is not there. */
@Component
public final class OpenError implements AudioSource {
    @Override
    public String id() {
        return "OpenError";
    }

    @Override
    public String room() {
        return "OpenError";
    }

    @Override
    public AudioStream open() throws IOException {
        throw new NoClassDefFoundError("com/nobody/Microphone");
    }
}
