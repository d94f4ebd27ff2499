// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of user-supplied models: a file is written atomically. */
public final class ModelFolder {
    private static final String NAMES = "[A-Za-z0-9][A-Za-z0-9._ -]{0,100}\\.(jar|tflite|json|sig)";

    private final @Nullable Path folder;

    /**
     * @param folder null if the hub has none
     */
    public ModelFolder(@Nullable Path folder) {
        this.folder = folder;
    }

    public String install(String name, InputStream content) throws ModelException {
        if (folder == null) {
            throw new ModelException("this hub has no data folder to keep models in");
        }
        if (!name.matches(NAMES)) {
            throw new ModelException(
                    "'"
                            + name
                            + "' is no name of a model file: letters, digits and . _ -, ending in"
                            + " .tflite, .jar, .json or .sig");
        }
        Path part = folder.resolve("." + name + ".part");
        try {
            Files.createDirectories(folder);
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    part,
                    folder.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return name + " is in " + folder + " and will be taken in within seconds";
        } catch (IOException e) {
            drop(part, e);
            throw new ModelException(
                    name
                            + " cannot be kept in "
                            + folder
                            + " ("
                            + e
                            + "): make room, or make it"
                            + " writable; nothing has changed",
                    e);
        }
    }

    public String remove(ModelStatus model) throws ModelException {
        Path file = fileOf(model);
        if (folder == null || file == null || !folder.equals(file.getParent())) {
            throw new ModelException(
                    "model "
                            + model.id()
                            + " came with the hub ("
                            + model.place()
                            + "), not through the folder of models, and stays");
        }
        Path at = file;
        try {
            Files.deleteIfExists(file);
            for (Path beside : companions(file)) {
                at = beside;
                Files.deleteIfExists(beside);
            }
            return model.id() + " leaves: " + file + " is deleted";
        } catch (IOException e) {
            throw new ModelException(at + " cannot be deleted: " + e, e);
        }
    }

    /** The description and the signature beside a model, which would pass for those of the next. */
    private static List<Path> companions(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        boolean shared =
                Stream.of(".tflite", ".jar")
                        .anyMatch(x -> Files.exists(file.resolveSibling(stem + x)));
        return shared
                ? List.of()
                : List.of(file.resolveSibling(stem + ".json"), file.resolveSibling(stem + ".sig"));
    }

    private static @Nullable Path fileOf(ModelStatus model) {
        try {
            return Path.of(model.place());
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void drop(Path part, IOException cause) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
