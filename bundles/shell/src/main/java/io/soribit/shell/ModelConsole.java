// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * At the Gogo console: {@code model:list}, {@code model:show ID}, {@code model:use ID [ROOM]},
 * {@code model:back}, {@code model:install FILE}, {@code model:remove ID}.
 */
@Component(
        service = ModelConsole.class,
        property = {
            "osgi.command.scope=model",
            "osgi.command.function=list",
            "osgi.command.function=show",
            "osgi.command.function=use",
            "osgi.command.function=back",
            "osgi.command.function=install",
            "osgi.command.function=remove"
        })
public final class ModelConsole {
    private final ModelRegistry models;

    @Activate
    public ModelConsole(@Reference ModelRegistry models) {
        this.models = models;
    }

    /** A line per model: * for the active one, id, version, state, reason. */
    public List<String> list() {
        return ModelTable.lines(models.list());
    }

    /** Describes a model. */
    public List<String> show(String id) throws ModelException {
        return Models.show(models, id);
    }

    /** Makes a model the active one. */
    public String use(String id) throws ModelException {
        return models.use(id);
    }

    /** Makes a model, or two as {@code ID+ID}, the active one of a room. */
    public String use(String id, String room) throws ModelException {
        return models.use(id, room);
    }

    /** Undoes the last change. */
    public String back() throws ModelException {
        return models.back();
    }

    /** Adds the model of a file. */
    public String install(String file) throws ModelException, IOException {
        Path path = Path.of(file);
        try (InputStream content = Files.newInputStream(path)) {
            return models.install(String.valueOf(path.getFileName()), content);
        }
    }

    /** Removes a model that was added. */
    public String remove(String id) throws ModelException {
        return models.remove(id);
    }
}
