// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.relearn;

import io.soribit.api.Embedding;
import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.sound.Inputs;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Relearnt;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.RefusedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns each taught sound anew, once, when the model in charge has another trunk; what was learnt
 * before is kept for the day on which that trunk hears again. Thread-safe.
 */
final class Relearning implements Trunks {
    private static final Logger LOG = LoggerFactory.getLogger(Relearning.class);

    private final SoundFolder folder;
    private final Supplier<@Nullable Model> active;
    private final Function<Embedding, Map<String, String>> deaf;
    private final Map<String, Remark> failed = new HashMap<>();
    private @Nullable Embedding tried;

    /**
     * @param active the model in charge; null while there is none
     * @param deaf rooms that do not hear what was learnt on a trunk, with their models
     */
    Relearning(
            SoundFolder folder,
            Supplier<@Nullable Model> active,
            Function<Embedding, Map<String, String>> deaf) {
        this.folder = folder;
        this.active = active;
        this.deaf = deaf;
    }

    /** Learns what is to be learnt. May take seconds. */
    void look() throws IOException {
        Model model = active.get();
        Embedding embedding = model == null ? null : model.embedding().orElse(null);
        if (model == null || embedding == null) {
            return;
        }
        synchronized (this) {
            if (!embedding.equals(tried)) {
                failed.clear();
                tried = embedding;
            }
        }
        for (OwnSound own : folder.sounds((file, why) -> {}).values()) {
            if (!own.embedding().equals(embedding) && isToBeTried(own, embedding)) {
                learn(own, model, embedding);
            }
        }
    }

    /** What another hub has learnt may have come since it failed. */
    private boolean isToBeTried(OwnSound own, Embedding embedding) {
        String id = own.sound().id();
        return failure(id) == null || before(id, embedding) != null;
    }

    private synchronized @Nullable Remark failure(String id) {
        return failed.get(id);
    }

    private void learn(OwnSound own, Model model, Embedding embedding) throws IOException {
        String id = own.sound().id();
        try {
            OwnSound before = before(id, embedding);
            OwnSound next =
                    before == null
                            ? Relearner.on(model, own, inputs(id))
                            : before.listened(own.on());
            if (folder.replace(own, next)) {
                report(own, next);
            }
        } catch (RefusedException e) {
            fail(id, e.code(), String.valueOf(e.getMessage()));
        } catch (ModelException e) {
            fail(id, "model", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable OwnSound before(String id, Embedding embedding) {
        try {
            return folder.before(id, embedding.trunk())
                    .filter(own -> own.embedding().equals(embedding))
                    .orElse(null);
        } catch (IOException e) {
            if (failure(id) == null) {
                LOG.warn("what {} was on {} before cannot be read", id, embedding.trunk(), e);
            }
            return null;
        }
    }

    private List<Inputs> inputs(String id) throws RefusedException {
        try {
            return folder.inputs(id);
        } catch (IOException e) {
            throw new RefusedException(
                    "inputs", "what is kept of its recordings cannot be read: " + e.getMessage());
        }
    }

    private static void report(OwnSound own, OwnSound next) {
        String id = own.sound().id();
        Relearnt proof = next.relearnt();
        if (proof == null) {
            LOG.info("{} is as it was learnt on {} before", id, next.embedding().trunk());
            return;
        }
        LOG.info(
                "{} was learnt on {}, and is learnt anew on {}: of its {} recordings, {} are found"
                        + " by what the others teach, before {}",
                id,
                proof.trunk(),
                next.embedding().trunk(),
                next.takes().size(),
                proof.now(),
                proof.before());
        if (proof.now() < proof.before()) {
            LOG.warn("{} got worse with the model in charge: teach it again", id);
        }
    }

    private void fail(String id, String code, String message) {
        LOG.warn(
                "{} is not heard with the model in charge, and cannot be learnt anew: {}; teach it"
                        + " again, or choose the model that it was learnt with",
                id,
                message);
        synchronized (this) {
            failed.put(id, new Remark(code, message));
        }
    }

    @Override
    public @Nullable Remark problem(OwnSound own) {
        Model model = active.get();
        if (model == null) {
            return null; // then nothing is heard, and that is said elsewhere
        }
        boolean heard = model.embedding().filter(own.embedding()::equals).isPresent();
        Remark why = failure(own.sound().id());
        if (!heard) {
            return new Remark(
                    "not_heard",
                    "it is not heard with model "
                            + model.descriptor().id()
                            + (why == null ? "" : ", and cannot be learnt anew: " + why.message())
                            + "; teach it again, or choose the model that it was learnt with");
        }
        Map<String, String> rooms = deaf.apply(own.embedding());
        return rooms.isEmpty() ? worse(own) : notHeardIn(rooms);
    }

    @Override
    public @Nullable String other(String room) {
        Model model = active.get();
        return model == null
                ? null
                : model.embedding().map(taught -> deaf.apply(taught).get(room)).orElse(null);
    }

    private static Remark notHeardIn(Map<String, String> rooms) {
        String each =
                rooms.entrySet().stream()
                        .map(room -> room.getKey() + ", which has model " + room.getValue())
                        .collect(Collectors.joining("; in "));
        return new Remark(
                "not_heard_in",
                "it is not heard in " + each + ": choose the model of the house there, too");
    }

    private static @Nullable Remark worse(OwnSound own) {
        Relearnt proof = own.relearnt();
        return proof != null && proof.now() < proof.before()
                ? new Remark(
                        "worse",
                        "since the model has changed, "
                                + proof.now()
                                + " of its "
                                + own.takes().size()
                                + " recordings are found by what the others teach, before "
                                + proof.before()
                                + ": teach it again")
                : null;
    }
}
