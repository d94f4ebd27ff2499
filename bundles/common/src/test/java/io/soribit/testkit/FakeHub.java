// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hub without sources and models; a test overrides what it needs. */
public class FakeHub implements Hearing, ModelRegistry {
    /** A source that has scored nothing. */
    public static SourceStatus source(String id, String room, SourceState state, float levelDb) {
        SourceStatus.Windows none = new SourceStatus.Windows(0, 0, 0, 1);
        return new SourceStatus(id, room, state, "", levelDb, null, none);
    }

    @Override
    public List<SourceStatus> sources() {
        return List.of();
    }

    @Override
    public @Nullable String model() {
        return null;
    }

    @Override
    public String modelReason() {
        return "";
    }

    @Override
    public List<String> models() {
        return List.of();
    }

    @Override
    public Map<String, Double> stageMicros() {
        return Map.of();
    }

    @Override
    public List<ModelStatus> list() {
        return List.of();
    }

    @Override
    public String use(String id, @Nullable String room) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public String back() throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public ModelDescriptor descriptor(String id) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public String install(String name, InputStream content) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public String remove(String id) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public ModelFigures measure(String id) throws ModelException {
        throw new ModelException("no");
    }
}
