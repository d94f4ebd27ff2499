// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import io.soribit.common.release.Candidate;
import io.soribit.common.release.Candidate.Stage;
import io.soribit.common.release.Installation;
import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.Release;
import io.soribit.common.release.UpgradeHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which version of the bundles is started, and how an upgrade ends. What cannot be written, such as
 * on a full disk, keeps no version from running.
 */
final class Releases {
    private static final String UNSUPERVISED =
            "nobody would start the hub again: install the package or image of the version";

    private final InstallationFile file;
    private final UpgradeHistory history;
    private final Release own;
    private final boolean supervised;
    private final Consumer<String> problems;

    /**
     * What to start.
     *
     * @param trial the candidate, if this is its trial
     */
    record Choice(Release release, Optional<Candidate> trial) {}

    /**
     * @param own the version that came with this launcher
     * @param supervised whether a hub that ends by an error is started again
     */
    Releases(
            InstallationFile file,
            UpgradeHistory history,
            String own,
            boolean supervised,
            Consumer<String> problems) {
        this.file = file;
        this.history = history;
        this.own = Release.own(own);
        this.supervised = supervised;
        this.problems = problems;
    }

    /**
     * Chooses for a command. {@code upgrade} always runs with the version that came with the
     * launcher, so that it works when another one does not. Only {@code run} tries a candidate.
     */
    Choice choose(Command command) {
        if (command == Command.UPGRADE) {
            return new Choice(own, Optional.empty());
        }
        Installation installed;
        try {
            installed = read();
        } catch (IOException e) {
            problems.accept(e.getMessage() + "; version " + own.version() + " runs");
            return new Choice(own, Optional.empty());
        }
        if (command == Command.RUN && installed.candidate().isPresent()) {
            return candidate(installed, installed.candidate().get());
        }
        return new Choice(present(installed.active()), Optional.empty());
    }

    private Choice candidate(Installation installed, Candidate candidate) {
        Release next = candidate.release();
        if (candidate.stage() == Stage.STARTED) {
            return takenBack(installed, "it ended before it was confirmed");
        }
        if (!supervised) {
            return takenBack(installed, UNSUPERVISED);
        }
        if (!isPresent(next)) {
            return takenBack(installed, file.folder(next) + " is gone");
        }
        Candidate started = candidate.started();
        try {
            file.write(installed.with(started));
        } catch (IOException e) {
            problems.accept(
                    "version "
                            + next.version()
                            + " is not tried, because that cannot be noted: "
                            + e);
            return new Choice(present(installed.active()), Optional.empty());
        }
        problems.accept(
                "trying version "
                        + next.version()
                        + ": unless it listens within "
                        + Trial.LIMIT.toSeconds()
                        + " s, version "
                        + installed.active().version()
                        + " comes back");
        return new Choice(next, Optional.of(started));
    }

    private Choice takenBack(Installation installed, String reason) {
        takeBack(installed, reason);
        return new Choice(present(installed.active()), Optional.empty());
    }

    Installation read() throws IOException {
        return file.read(own.version());
    }

    /**
     * A running hub is asked for a candidate.
     *
     * @param heard the rooms that it hears
     * @return whether to restart for it
     */
    boolean accept(Installation installed, Candidate candidate, Set<String> heard)
            throws IOException {
        if (!supervised) {
            takeBack(installed, UNSUPERVISED);
            return false;
        }
        file.write(installed.with(candidate.accepted(heard)));
        return true;
    }

    /** The candidate has passed. */
    void confirm() throws IOException {
        Installation installed = read();
        Candidate candidate =
                installed
                        .candidate()
                        .filter(c -> c.stage() == Stage.STARTED)
                        .orElseThrow(
                                () -> new IOException(file.path() + " no longer has the trial"));
        file.write(installed.confirmed());
        note(
                candidate.release().version()
                        + " confirmed: it listens; asked for by "
                        + candidate.by());
    }

    /**
     * The candidate has failed.
     *
     * @param reason what it lacked
     */
    void takeBack(String reason) {
        try {
            takeBack(read(), reason);
        } catch (IOException e) {
            problems.accept(e.getMessage());
        }
    }

    private void takeBack(Installation installed, String reason) {
        String what =
                installed.candidate().map(c -> c.release().version()).orElse("?")
                        + UpgradeHistory.TAKEN_BACK
                        + reason
                        + "; "
                        + installed.active().version()
                        + " runs";
        try {
            file.write(installed.takenBack());
        } catch (IOException e) {
            problems.accept("the end of the trial cannot be noted: " + e);
        }
        note(what);
    }

    private void note(String what) {
        problems.accept("version " + what);
        try {
            history.add(what);
        } catch (IOException e) {
            problems.accept("the history of upgrades cannot be written: " + e);
        }
    }

    private Release present(Release release) {
        if (isPresent(release)) {
            return release;
        }
        problems.accept(file.folder(release) + " is gone; version " + own.version() + " runs");
        return own;
    }

    private boolean isPresent(Release release) {
        return release.isOwn() || Files.isDirectory(file.folder(release));
    }

    /** The version that came with the launcher. */
    Release own() {
        return own;
    }

    /** The folder with {@code lib} and {@code features}. */
    Path folder(Release release, Path home) {
        return release.isOwn() ? home : file.folder(release);
    }
}
