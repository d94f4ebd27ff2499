// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import java.util.List;

/** What the terminal and the console ask of the models. */
final class Models {
    private Models() {}

    /** A model as it describes itself; of one that is refused, why. */
    static List<String> show(ModelRegistry models, String id) throws ModelException {
        for (ModelStatus status : models.list()) {
            if (status.id().equals(id)) {
                return status.state().usable()
                        ? ModelTable.details(status, models.descriptor(id))
                        : ModelTable.lines(List.of(status));
            }
        }
        throw new ModelException("there is no model '" + id + "'");
    }
}
