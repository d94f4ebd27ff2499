// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import java.util.List;

/** Describes models for the terminal and the console. */
final class Models {
    private Models() {}

    /** The description of a model; of a refused one, the reason. */
    static List<String> show(ModelRegistry models, String id) throws ModelException {
        for (ModelStatus status : models.list()) {
            if (status.id().equals(id)) {
                return status.state().usable()
                        ? ModelTable.details(status, models.descriptor(id))
                        : ModelTable.lines(List.of(status));
            }
        }
        throw new ModelException("unknown model '" + id + "'; see 'soribit models list'");
    }
}
