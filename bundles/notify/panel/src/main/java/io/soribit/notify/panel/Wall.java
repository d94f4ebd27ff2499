// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each display shows. Not thread-safe. */
final class Wall {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final PanelDriver driver;
    private final Map<String, Board> boards = new HashMap<>();
    private final Map<String, String> lines = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();

    Wall(PanelDriver driver) {
        this.driver = driver;
    }

    /** An alert begins. */
    void start(String name, Alert alert) {
        last(name, alert);
        put(name, alert);
    }

    /** The sound of an alert came again, which is shown quietly. */
    void again(String name, Alert alert) {
        if (alert.times() > 1 && !(alert.id() + alert.times()).equals(lines.get(name))) {
            last(name, alert);
            board(name).find(alert.id()).ifPresent(known -> put(name, alert));
        }
    }

    private void last(String name, Alert alert) {
        lines.put(name, alert.id() + alert.times());
        driver.last(name, alert);
    }

    /** Shows an alert, if none matters more; information is no alert. */
    void put(String name, Alert alert) {
        if (alert.urgency() == Urgency.INFO) {
            return;
        }
        board(name).put(alert);
        if (board(name).shows(alert.id())) {
            driver.show(name, alert);
        }
    }

    private Board board(String name) {
        return boards.computeIfAbsent(name, n -> new Board());
    }

    /** The sound of an alert has ended. */
    void end(Alert alert) {
        boards.forEach((name, board) -> end(name, board, alert));
    }

    private void end(String name, Board board, Alert alert) {
        boolean shown = board.shows(alert.id());
        boolean seen = board.isSeen(alert.id());
        if (!board.end(alert) || !shown) {
            return;
        }
        if (!seen && board.winner().isEmpty()) {
            driver.fade(name, alert);
        } else {
            next(name, board);
        }
    }

    private void next(String name, Board board) {
        board.winner().ifPresentOrElse(next -> driver.show(name, next), () -> driver.hide(name));
    }

    /** Somebody has seen an alert. */
    void acknowledge(Alert alert) {
        boards.forEach((name, board) -> acknowledge(name, board, alert));
    }

    /** The person of a display has seen an alert; others have not. */
    void acknowledge(String name, Alert alert) {
        acknowledge(name, board(name), alert);
    }

    private void acknowledge(String name, Board board, Alert alert) {
        boolean shown = board.shows(alert.id());
        if (board.acknowledge(alert) && shown) {
            next(name, board);
        }
    }

    /** An alert has ended for all; its end may not be delivered yet. */
    void ended(String id, Instant now) {
        ended.put(id, now);
    }

    /** Removes the alerts that ended for all a moment ago. */
    void tidy(Instant now) {
        Instant before = now.minus(GRACE);
        ended.entrySet()
                .removeIf(
                        entry -> {
                            boolean due = !entry.getValue().isAfter(before);
                            if (due) {
                                boards.forEach((name, board) -> drop(name, board, entry.getKey()));
                            }
                            return due;
                        });
    }

    private void drop(String name, Board board, String id) {
        boolean shown = board.shows(id);
        if (board.remove(id) && shown) {
            next(name, board);
        }
    }

    /** What a display shows; empty if nothing. */
    Optional<Alert> winner(String name) {
        @Nullable Board board = boards.get(name);
        return board == null ? Optional.empty() : board.winner();
    }

    /** Shows it again. */
    void show(String name) {
        winner(name).ifPresent(alert -> driver.show(name, alert));
    }

    /** A display is not used any more. */
    void forget(String name) {
        if (winner(name).isPresent()) {
            driver.hide(name);
        }
        boards.remove(name);
        lines.remove(name);
    }
}
