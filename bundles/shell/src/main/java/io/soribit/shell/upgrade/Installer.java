// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.common.io.Folders;
import io.soribit.common.release.Candidate;
import io.soribit.common.release.Candidate.Stage;
import io.soribit.common.release.Installation;
import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.Release;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.shell.upgrade.UpgradeCheck.Verified;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a release beside those that are there, and asks for its trial; the launcher carries that
 * out.
 */
final class Installer {
    private final InstallationFile file;
    private final UpgradeHistory history;
    private final ReleaseStore store;
    private final String own;
    private final String by;

    /**
     * @param own the version that came with the launcher
     * @param by who asks
     */
    Installer(InstallationFile file, UpgradeHistory history, String own, String by) {
        this.file = file;
        this.history = history;
        this.own = own;
        this.by = by;
        store = new ReleaseStore(file.folder());
    }

    /**
     * Installs a release; the hub goes on with the version that runs until the trial begins.
     *
     * @param source its folder
     * @return what will be tried
     * @throws IOException why nothing has changed
     */
    Candidate install(Path source, Verified verified) throws IOException {
        try (FileLock lock = lock()) {
            Installation installed = ready();
            Release release = verified.release();
            if (release.equals(installed.active())) {
                throw new IOException("version " + release.version() + " is installed already");
            }
            Set<String> kept = new HashSet<>(installed.folders());
            kept.add(release.folder());
            store.keepOnly(kept);
            store.add(source, verified.list(), release);
            Installation now = ready(); // a trial may have begun during the copy
            history.add(
                    release.version()
                            + " installed beside "
                            + now.active().version()
                            + ", signed with the key "
                            + verified.key()
                            + ", by "
                            + by);
            return request(now, release);
        }
    }

    /**
     * Asks for the version that was active before.
     *
     * @return what will be tried
     * @throws IOException why nothing has changed
     */
    Candidate back() throws IOException {
        try (FileLock lock = lock()) {
            Installation installed = ready();
            Release release =
                    installed
                            .previous()
                            .orElseThrow(
                                    () -> new IOException("there is no version to go back to"));
            history.add(
                    "back from "
                            + installed.active().version()
                            + " to "
                            + release.version()
                            + ", by "
                            + by);
            return request(installed, release);
        }
    }

    private Candidate request(Installation installed, Release release) throws IOException {
        Candidate candidate = Candidate.requested(release, by);
        file.write(installed.with(candidate));
        return candidate;
    }

    private Installation ready() throws IOException {
        Installation installed = file.read(own);
        if (installed
                .candidate()
                .map(Candidate::stage)
                .filter(s -> s != Stage.REQUESTED)
                .isPresent()) {
            throw new IOException("a version is on trial: wait for two minutes");
        }
        return installed;
    }

    /** One upgrade at a time. */
    private FileLock lock() throws IOException {
        Path path = file.folder().resolve("lock");
        Folders.makeFor(path);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("another upgrade is going on", e);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new IOException("another upgrade is going on");
        }
        return lock;
    }
}
