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

    /** A line per model: * for the one in charge, id, version, state, reason. */
    public List<String> list() {
        return ModelTable.lines(models.list());
    }

    /** What a model says of itself. */
    public List<String> show(String id) throws ModelException {
        return Models.show(models, id);
    }

    /** Puts a model in charge. */
    public String use(String id) throws ModelException {
        return models.use(id);
    }

    /** Puts a model in charge of a room, or two: {@code ID+ID}. */
    public String use(String id, String room) throws ModelException {
        return models.use(id, room);
    }

    /** Takes the last change back. */
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

    /** Takes a model away that was added. */
    public String remove(String id) throws ModelException {
        return models.remove(id);
    }
}
