// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.ModelException;
import io.soribit.api.ModelRegistry;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** At the Gogo console: {@code model:list}, {@code model:use ID}, {@code model:back}. */
@Component(
        service = ModelConsole.class,
        property = {
            "osgi.command.scope=model",
            "osgi.command.function=list",
            "osgi.command.function=use",
            "osgi.command.function=back"
        })
public final class ModelConsole {
    private final ModelRegistry models;

    @Activate
    public ModelConsole(@Reference ModelRegistry models) {
        this.models = models;
    }

    /** A line per model: * for the one in charge, id, version, state, reason. */
    public List<String> list() {
        return ModelTable.lines(models.list());
    }

    /** Puts a model in charge. */
    public String use(String id) throws ModelException {
        return models.use(id);
    }

    /** Puts the one in charge that was before. */
    public String back() throws ModelException {
        return models.back();
    }
}
