// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.api.GoldenWindow;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** A doorbell's model that is bad in one method. */
public final class BadModel implements Model {
    /** Its methods. */
    public enum Method {
        GOLDEN,
        OPEN,
        SIZE,
        SCORE,
        CLOSE
    }

    private final FakeModel model;
    private final Method bad;
    private final Runnable badness;

    /**
     * @param badness what the method does before it returns
     */
    public BadModel(String id, Method bad, Runnable badness) {
        model = FakeModel.doorbell(id);
        this.bad = bad;
        this.badness = badness;
    }

    private void at(Method called) {
        if (called == bad) {
            badness.run();
        }
    }

    @Override
    public ModelDescriptor descriptor() {
        return model.descriptor();
    }

    @Override
    public List<GoldenWindow> golden() {
        at(Method.GOLDEN);
        return List.of(new GoldenWindow("a ding", new float[] {0.8f}, Map.of("doorbell", 0.8f)));
    }

    @Override
    public ModelSession open() throws ModelException {
        at(Method.OPEN);
        ModelSession session = model.open();
        return new ModelSession() {
            @Override
            public int windowSize() {
                at(Method.SIZE);
                return session.windowSize();
            }

            @Override
            public void score(FloatBuffer features, float[] scores) {
                at(Method.SCORE);
                session.score(features, scores);
            }

            @Override
            public void close() {
                at(Method.CLOSE);
                session.close();
            }
        };
    }
}
