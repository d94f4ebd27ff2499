// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.relearn;

import io.soribit.api.Embedding;
import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import io.soribit.teach.learn.Background;
import io.soribit.teach.learn.Learner;
import io.soribit.teach.sound.Input;
import io.soribit.teach.sound.Inputs;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Features;
import io.soribit.teach.take.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Learns a sound anew from what the front end made of its takes. */
final class Relearner {
    private static final int LEAST_TAKES = 2;

    private Relearner() {}

    /**
     * The sound on the trunk of a model. What a person confirmed or refused is left out: of that,
     * only what the other trunk made is kept.
     *
     * @throws RefusedException if it cannot be learnt from these inputs with this model
     * @throws ModelException if the model does not run
     */
    static OwnSound on(Model model, OwnSound own, List<Inputs> takes)
            throws RefusedException, ModelException {
        Embedding embedding = model.embedding().orElseThrow(() -> noEmbedding(model));
        if (takes.size() < LEAST_TAKES) {
            throw new RefusedException(
                    "no_inputs", "of its recordings, only what the model made of them is kept");
        }
        if (!takes.get(0).fits(model.descriptor().frontEnd())) {
            throw new RefusedException(
                    "other_input",
                    "model "
                            + model.descriptor().id()
                            + " wants other features than those that are kept of its recordings");
        }
        Background background =
                Background.of(embedding)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "trunk",
                                                "nothing is known of what homes sound like to the"
                                                        + " trunk "
                                                        + embedding.trunk()));
        List<Features> features = features(model, embedding, takes);
        List<float[]> quiet = new ArrayList<>();
        features.forEach(take -> quiet.addAll(take.quiet()));
        Learner.Result result =
                new Learner(background)
                        .learn(features.stream().map(Features::loud).toList(), quiet);
        int found = (int) result.leftOut().stream().filter(logit -> logit >= 0).count();
        return new OwnSound(
                own.sound(),
                embedding,
                features,
                List.of(),
                result.head(),
                own.on(),
                own.recorded(),
                new OwnSound.Relearnt(own.embedding().trunk(), own.proven(), found),
                null);
    }

    private static RefusedException noEmbedding(Model model) {
        return new RefusedException(
                "model", "model " + model.descriptor().id() + " cannot be taught sounds");
    }

    private static List<Features> features(Model model, Embedding embedding, List<Inputs> takes)
            throws ModelException, RefusedException {
        List<Features> features = new ArrayList<>();
        try (ModelSession session = model.open()) {
            FloatBuffer window =
                    ByteBuffer.allocateDirect(Float.BYTES * session.windowSize())
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
            float[] scores = new float[model.descriptor().labels().size()];
            for (Inputs take : takes) {
                List<List<float[]>> windows = new ArrayList<>();
                for (List<Input> inputs : List.of(take.loud(), take.quiet())) {
                    List<float[]> made = new ArrayList<>();
                    for (Input input : inputs) {
                        if (input.size() != window.capacity()) {
                            throw new RefusedException(
                                    "other_input", "a window of its recordings has another size");
                        }
                        window.clear();
                        input.into(window);
                        session.score(window.flip(), scores);
                        float[] values = new float[embedding.size()];
                        session.embedding(values);
                        made.add(values);
                    }
                    windows.add(made);
                }
                features.add(new Features(take.name(), windows.get(0), windows.get(1)));
            }
        } catch (RefusedException | ModelException e) {
            throw e;
        } catch (Throwable e) { // foreign code: also an Error
            throw new ModelException(
                    "model " + model.descriptor().id() + " failed: " + e.getMessage(), e);
        }
        return features;
    }
}
