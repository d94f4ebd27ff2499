// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Ends, and never closes. */
@Component
public final class CloseBlocks implements AudioSource {
    @Override
    public String id() {
        return "CloseBlocks";
    }

    @Override
    public String room() {
        return "CloseBlocks";
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
                    return -1;
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void close() {
                block();
            }
        };
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
