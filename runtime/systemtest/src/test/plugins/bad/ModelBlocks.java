// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelSession;
import io.soribit.api.Threshold;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Component;

/**
 * Takes the place of the preferred model, with a front end of its own; soon it never scores again.
 */
@Component(
        service = {Model.class, FrontEnd.class},
        property = "service.ranking:Integer=1000")
public final class ModelBlocks implements Model, FrontEnd {
    private static final int SIZE = 16;
    private static final int MOST_WINDOWS = 20;

    private final AtomicInteger windows = new AtomicInteger();

    @Override
    public ModelDescriptor descriptor() {
        return new ModelDescriptor(
                "home-float16",
                "home",
                "float16",
                "1",
                List.of("doorbell"),
                new FrontEndSpec("bad", Map.of()),
                new Threshold(0.5f, 0.5f),
                Map.of(),
                Map.of());
    }

    @Override
    public ModelSession open() {
        return new ModelSession() {
            @Override
            public int windowSize() {
                return SIZE;
            }

            @Override
            public void score(FloatBuffer features, float[] scores) {
                if (windows.incrementAndGet() > MOST_WINDOWS) {
                    block();
                }
            }

            @Override
            public void close() {
                block();
            }
        };
    }

    @Override
    public String type() {
        return "bad";
    }

    @Override
    public FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop) {
        FloatBuffer features =
                ByteBuffer.allocateDirect(SIZE * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        return new FeatureStream() {
            private long heard;

            @Override
            public int windowSize() {
                return SIZE;
            }

            @Override
            public int windowSamples() {
                return sampleRate;
            }

            @Override
            public void write(float[] samples, int offset, int length, WindowSink sink) {
                heard += length;
                features.clear();
                sink.window(heard - sampleRate, features);
            }

            @Override
            public void close() {}
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
