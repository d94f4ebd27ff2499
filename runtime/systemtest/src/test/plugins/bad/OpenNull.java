// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Opens nothing. */
@Component
public final class OpenNull implements AudioSource {
    @Override
    public String id() {
        return "OpenNull";
    }

    @Override
    public String room() {
        return "OpenNull";
    }

    @Override
    public AudioStream open() throws IOException {
        return null;
    }
}
