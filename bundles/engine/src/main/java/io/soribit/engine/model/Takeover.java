// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.ModelException;
import io.soribit.api.Rooms;
import io.soribit.engine.score.ActiveModels;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.Scorer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models that are being activated, for the house or for one room: each is {@linkplain #prepare
 * proven}, {@linkplain #compare compared} with the active one, then all are {@linkplain #ready
 * ready} at once. Used by one thread, which holds the monitor of the switch but for the comparison.
 */
final class Takeover {
    private final Scorer scorer;
    private final ModelStock stock;
    private final ModelSelection selection;
    private final @Nullable String room;
    private final List<InstalledDetector> fresh = new ArrayList<>();
    private double beside;
    private String compared = "";

    /**
     * @param room null for all rooms that have no model of their own
     */
    Takeover(Scorer scorer, ModelStock stock, ModelSelection selection, @Nullable String room) {
        this.scorer = scorer;
        this.stock = stock;
        this.selection = selection;
        this.room = room;
    }

    /** A proven detector of the model, lent; null if it is active somewhere. */
    @Nullable InstalledDetector prepare(String id) throws ModelException {
        KnownModel model = stock.find(id);
        if (ModelStock.uses(scorer.activeModels(), model)) {
            return null;
        }
        InstalledDetector next = stock.lend(model, scorer.activeModels());
        fresh.add(next);
        stock.prove(next, model);
        beside = room == null ? selection.beside(model) : 0;
        return next;
    }

    /** Takes a few seconds: it scores beside the active one. */
    void compare(InstalledDetector next, int threads) throws ModelException {
        compared = new ShadowRun(next, scorer.shadowScene(room), beside).over(threads);
    }

    /** All that were prepared can be chosen now. */
    void ready() throws ModelException {
        for (InstalledDetector next : List.copyOf(fresh)) {
            if (!stock.makeReady(next)) {
                throw new ModelException("model " + next.name() + " was removed meanwhile");
            }
            fresh.remove(next);
        }
    }

    /** The active models there. */
    String names() {
        String where = room == null ? Rooms.HOUSE : room;
        return String.join(
                ModelSettings.AND, ActiveModels.names(scorer.activeModels().chosen(where)));
    }

    /**
     * What happened, one sentence.
     *
     * @param last the {@link #names} before
     */
    String outcome(String last) {
        String now = names();
        if (now.equals(last)) {
            return now + " is active already";
        }
        return "%s is active%s%s%s"
                .formatted(
                        now,
                        room == null ? "" : " in " + room,
                        last.isEmpty() ? "" : " instead of " + last,
                        compared.isEmpty() ? "" : " (" + compared + ")");
    }

    /** Releases what was prepared; the message names the model that stays active. */
    ModelException failed(ModelException e) {
        for (InstalledDetector next : fresh) {
            stock.release(next);
            KnownModel model = stock.shelf.model(next.name());
            if (model != null && next == fresh.get(fresh.size() - 1)) {
                stock.records.refuse(model, String.valueOf(e.getMessage()));
            }
        }
        String current = names();
        String outcome = (current.isEmpty() ? "none" : current) + " is active";
        return new ModelException(e.getMessage() + "; " + outcome, e);
    }
}
