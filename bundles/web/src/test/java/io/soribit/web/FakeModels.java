// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two models that work, one that is refused. */
final class FakeModels implements ModelRegistry {
    private String current = "home-integer";
    private String before = "";
    private String added = "";

    @Override
    public synchronized List<ModelStatus> list() {
        List<ModelStatus> all = new ArrayList<>(own());
        if (!added.isEmpty()) {
            all.add(new ModelStatus(added, "1", "/models/" + added, ModelState.PROBED, ""));
        }
        return all;
    }

    private List<ModelStatus> own() {
        return List.of(
                model("broken", ModelState.REFUSED, "it has 3 outputs and 5 labels: name one each"),
                working("home-float16"),
                working("home-integer"));
    }

    private ModelStatus working(String id) {
        return model(
                id,
                id.equals(current)
                        ? ModelState.ACTIVE
                        : id.equals(before) ? ModelState.RETIRED : ModelState.PROVEN,
                "");
    }

    private static ModelStatus model(String id, ModelState state, String reason) {
        return new ModelStatus(id, "1.0.0", "bundle of " + id, state, reason);
    }

    @Override
    public synchronized String use(String id, @Nullable String room) throws ModelException {
        if (id.equals("broken")) {
            throw new ModelException("it does not run; " + current + " is still active");
        }
        before = current;
        current = id;
        String where = room == null ? "" : " in " + room;
        return id + " is active" + where + " instead of " + before;
    }

    @Override
    public ModelDescriptor descriptor(String id) throws ModelException {
        throw new ModelException("no");
    }

    @Override
    public synchronized String back() throws ModelException {
        if (before.isEmpty()) {
            throw new ModelException("no other model was active");
        }
        return use(before);
    }

    @Override
    public synchronized String install(String name, InputStream content) throws ModelException {
        try {
            int length = content.readAllBytes().length;
            added = name;
            return name + " of " + length + " bytes is added";
        } catch (IOException e) {
            throw new ModelException("it broke off", e);
        }
    }

    @Override
    public ModelFigures measure(String id) throws ModelException {
        return new ModelFigures(id, 1_200_000, 3, 2.5, 3.5, 4, 0.99, 0.854, Double.NaN);
    }

    @Override
    public synchronized String remove(String id) throws ModelException {
        if (!id.equals(added)) {
            throw new ModelException(id + " came with the hub");
        }
        added = "";
        return id + " leaves";
    }
}
