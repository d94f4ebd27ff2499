// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final Board board = new Board();

    @Test
    void showsTheMostUrgentOfEqualsTheLatestHoweverManyThereAre() {
        board.put(PanelFixtures.smoke("fire"));
        for (int i = 0; i < 2 * Board.MOST; i++) {
            board.put(PanelFixtures.bell("bell-" + i));
        }
        assertThat(board.winner().map(Alert::id)).contains("fire");
        board.remove("fire");
        assertThat(board.winner().map(Alert::id)).contains("bell-" + (2 * Board.MOST - 1));
        assertThat(board.find("bell-0")).isEmpty();
        assertThat(board.find("bell-" + (Board.MOST + 1))).isPresent();
    }
}
