// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.mode;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedModeTest {
    @TempDir Path folder;

    /** Modes in memory. */
    private static final class House implements Modes {
        private final List<Consumer<HomeMode>> watchers = new CopyOnWriteArrayList<>();
        private HomeMode mode = HomeMode.HOME;

        @Override
        public HomeMode mode() {
            return mode;
        }

        @Override
        public void set(HomeMode next, String by) {
            mode = next;
            watchers.forEach(watcher -> watcher.accept(next));
        }

        @Override
        public Watch watch(Consumer<HomeMode> watcher) {
            watcher.accept(mode);
            watchers.add(watcher);
            return () -> watchers.remove(watcher);
        }
    }

    private SharedMode shared(String hub, House house) {
        SharedMode shared = new SharedMode(hub, folder.resolve(hub), () -> {});
        shared.use(house);
        return shared;
    }

    @Test
    void theLastChoiceCountsOnAllHubs() {
        House one = new House();
        House two = new House();
        SharedMode a = shared("a", one);
        SharedMode b = shared("b", two);
        one.set(HomeMode.SLEEP, "Ada");
        b.merge(a.current());
        assertThat(two.mode()).isEqualTo(HomeMode.SLEEP);
        two.set(HomeMode.AWAY, "Ada");
        a.merge(b.current());
        b.merge(a.current());
        assertThat(List.of(one.mode(), two.mode())).containsOnly(HomeMode.AWAY);
        assertThat(a.current()).isEqualTo(b.current());
    }

    @Test
    void afterASplitBothHaveTheSame() {
        House one = new House();
        House two = new House();
        SharedMode a = shared("a", one);
        SharedMode b = shared("b", two);
        one.set(HomeMode.SLEEP, "Ada");
        two.set(HomeMode.AWAY, "Ada");
        ModeVersion ofA = a.current();
        a.merge(b.current());
        b.merge(ofA);
        assertThat(one.mode()).isEqualTo(two.mode()).isEqualTo(HomeMode.SLEEP);
    }

    @Test
    void aRestartedHubTakesWhatWasChosenMeanwhileAndANewOneDecidesNothing() {
        House one = new House();
        SharedMode a = shared("a", one);
        one.set(HomeMode.SLEEP, "Ada");
        SharedMode fresh = shared("0", new House());
        a.merge(fresh.current());
        assertThat(one.mode()).isEqualTo(HomeMode.SLEEP);
        SharedMode restarted = shared("a", one);
        assertThat(restarted.current()).isEqualTo(a.current());
        restarted.merge(new ModeVersion(2, "b", HomeMode.AWAY));
        assertThat(one.mode()).isEqualTo(HomeMode.AWAY);
    }

    @Test
    void modesThatWereReplacedAreNotWatchedAnyMore() {
        House one = new House();
        SharedMode a = shared("a", one);
        a.use(new House());
        one.set(HomeMode.SLEEP, "Ada");
        assertThat(a.current().mode()).isEqualTo(HomeMode.HOME);
    }

    @Test
    void anotherTextIsNoVersion() {
        for (String text : List.of("", "1 home", "x home a", "1 nowhere a", "-1 home a")) {
            assertThat(ModeVersion.parse(text)).as(text).isEmpty();
        }
        ModeVersion version = new ModeVersion(7, "a hub", HomeMode.AWAY);
        assertThat(ModeVersion.parse(version.text())).contains(version);
    }
}
