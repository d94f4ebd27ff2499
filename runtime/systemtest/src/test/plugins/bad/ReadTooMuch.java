// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Reads more than it was asked for. */
@Component
public final class ReadTooMuch implements AudioSource {
    @Override
    public String id() {
        return "ReadTooMuch";
    }

    @Override
    public String room() {
        return "ReadTooMuch";
    }

    @Override
    public AudioStream open() throws IOException {
        return new AudioStream() {
            @Override
            public AudioFormat format() {
                return new AudioFormat(16000, 1);
            }

            @Override
            public int read(float[] samples, int offset, int length) throws IOException {
                try {
                    Thread.sleep(50);
                    return length + 1000;
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void close() {}
        };
    }
}
