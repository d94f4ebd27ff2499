// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Rooms;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** All models that the hub knows, and the choice among them. Thread-safe. */
@ProviderType
public interface ModelRegistry {
    /**
     * Every model, by id; those that were refused too.
     *
     * @return a copy, as of now
     */
    List<ModelStatus> list();

    /**
     * Activates a model and keeps the choice across restarts. Requests are carried out one after
     * the other; returns when this one is.
     *
     * @param id of the model, or {@code auto} for the most accurate that keeps up with the rooms;
     *     for a room also {@code one+other}, of which each counts by its own thresholds and the
     *     higher score is reported, or {@value Rooms#HOUSE} for the model of the house
     * @param room where; null for every room that has no model of its own
     * @return what happened, one sentence
     * @throws ModelException if it cannot be activated; then nothing has changed
     */
    String use(String id, @Nullable String room) throws ModelException;

    /**
     * As {@link #use(String, String)}, in every room that has no model of its own.
     *
     * @param id as there
     * @return what happened, one sentence
     * @throws ModelException if it cannot be activated; then nothing has changed
     */
    default String use(String id) throws ModelException {
        return use(id, null);
    }

    /**
     * Reverts the last change: activates the previous model where it was active.
     *
     * @return what happened, one sentence
     * @throws ModelException if there was none, or it cannot be activated any more
     */
    String back() throws ModelException;

    /**
     * The descriptor of a model.
     *
     * @param id of a model
     * @return its descriptor
     * @throws ModelException if there is none of that id that could be active
     */
    ModelDescriptor descriptor(String id) throws ModelException;

    /**
     * Adds a model: a bundle ({@code .jar}), a TensorFlow Lite file ({@code .tflite}), or the
     * descriptor of one ({@code .json}). It is loaded soon after, which {@link #list()} shows.
     *
     * @param name of the file
     * @param content is read to its end; the caller closes it
     * @return what happened, one sentence
     * @throws ModelException if it cannot be kept; then nothing has changed
     */
    String install(String name, InputStream content) throws ModelException;

    /**
     * Takes a model away that was added.
     *
     * @param id of a model
     * @return what happened, one sentence
     * @throws ModelException if there is none of that id, or it came with the hub
     */
    String remove(String id) throws ModelException;

    /**
     * Measures a model on this machine, beside the active one. Takes a second or so.
     *
     * @param id of a model
     * @return time per window, memory and size
     * @throws ModelException if there is none of that id, or it cannot run
     */
    ModelFigures measure(String id) throws ModelException;
}
