// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.common.release.Candidate;
import io.soribit.common.release.Candidate.Stage;
import io.soribit.common.release.Installation;
import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.common.text.Text;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for the end of a trial, which the launcher of the running hub notes. */
final class TrialWait {
    /** A hub that has just started does not restart before it hears, or for a minute. */
    private static final Duration MOST_TO_ACCEPT = Duration.ofSeconds(90);

    private static final Duration MOST = Duration.ofMinutes(5);

    /** Waits a moment. */
    interface Pause {
        void pause() throws InterruptedException;
    }

    private final InstallationFile file;
    private final UpgradeHistory history;
    private final String own;
    private final MonotonicClock clock;
    private final Pause pause;

    TrialWait(
            InstallationFile file,
            UpgradeHistory history,
            String own,
            MonotonicClock clock,
            Pause pause) {
        this.file = file;
        this.history = history;
        this.own = own;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Waits.
     *
     * @param out takes what happens
     * @return whether the candidate is active, or will be tried at the next start
     */
    boolean await(Candidate candidate, Consumer<Text> out)
            throws IOException, InterruptedException {
        String version = candidate.release().version();
        Duration begun = clock.now();
        boolean said = false;
        while (clock.since(begun).compareTo(MOST) < 0) {
            Installation installed = file.read(own);
            Optional<Stage> stage = installed.candidate().map(Candidate::stage);
            if (stage.isEmpty()) {
                return end(installed, candidate, out);
            }
            if (stage.get() != Stage.REQUESTED && !said) {
                said = true;
                out.accept(
                        new Text(
                                "The hub restarts with "
                                        + version
                                        + "; it has two minutes to listen in every room that was"
                                        + " heard.",
                                "허브가 버전 "
                                        + version
                                        + "(으)로 다시 시작합니다. 2분 안에 듣고 있던 모든 방을 다시 들어야 합니다."));
            }
            if (stage.get() == Stage.REQUESTED
                    && clock.since(begun).compareTo(MOST_TO_ACCEPT) >= 0) {
                out.accept(
                        new Text(
                                "The hub has not restarted: restart it, and it tries the version.",
                                "허브가 다시 시작되지 않았습니다. 다시 시작하면 새 버전을 시험합니다."));
                return false;
            }
            pause.pause();
        }
        out.accept(
                new Text(
                        "The trial has not ended after five minutes: does the hub run? See 'soribit"
                                + " status'.",
                        "5분이 지나도 시험이 끝나지 않았습니다. 'soribit status'로 허브가 실행 중인지 확인하십시오."));
        return false;
    }

    private boolean end(Installation installed, Candidate candidate, Consumer<Text> out)
            throws IOException {
        String version = candidate.release().version();
        if (installed.active().equals(candidate.release())) {
            out.accept(
                    new Text(
                            "Version " + version + " listens and is active.",
                            "버전 " + version + "이(가) 듣고 있으며 사용 중입니다."));
            return true;
        }
        List<String> lines = history.lines();
        String why = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        out.accept(
                new Text(
                        "Version " + version + " was taken back: " + why,
                        "버전 " + version + "을(를) 되돌렸습니다: " + why));
        return false;
    }
}
