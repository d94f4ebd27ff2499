// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import io.soribit.common.io.LimitedFiles;
import io.soribit.common.release.Candidate;
import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.Release;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.common.signing.ModelSignature;
import io.soribit.common.signing.ReleaseSignature;
import io.soribit.common.text.Language;
import io.soribit.common.text.Text;
import io.soribit.common.time.MonotonicClock;
import io.soribit.shell.status.StatusFile;
import io.soribit.shell.upgrade.UpgradeCheck.Verified;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code upgrade FOLDER}: installs a signed release, which the hub tries; {@code --check} says what
 * it would change, {@code --back} goes back, {@code --sign} signs one.
 */
@Component(service = HubCommand.class)
public final class UpgradeCommand extends TerminalCommand {
    private static final int MOST_KEY_BYTES = 10_000;
    private static final long PAUSE_MS = 250;
    private static final Text FINE =
            new Text("It can take the place of this version.", "이 버전을 대체할 수 있습니다.");
    private static final Text NOT_FINE =
            new Text("It cannot take its place as it is: see ✘.", "지금은 대체할 수 없습니다. ✘ 항목을 확인하십시오.");
    private static final Text LATER =
            new Text(
                    "The next start of the hub tries it; a satellite restarts for it by itself.",
                    "허브를 다음에 시작할 때 시험합니다. 실행 중인 위성 허브는 스스로 다시 시작합니다.");

    private final Path home;
    private final Path data;
    private final String version;
    private final InstallationFile file;
    private final UpgradeHistory history;
    private final TrialWait trial;

    @Activate
    public UpgradeCommand(BundleContext context) {
        this(
                Path.of(context.getProperty("soribit.home")),
                Path.of(context.getProperty("soribit.data")),
                context.getProperty("soribit.version"),
                MonotonicClock.SYSTEM,
                () -> TimeUnit.MILLISECONDS.sleep(PAUSE_MS));
    }

    UpgradeCommand(
            Path home, Path data, String version, MonotonicClock clock, TrialWait.Pause pause) {
        super("upgrade");
        this.home = home;
        this.data = data;
        this.version = version;
        file = new InstallationFile(data);
        history = new UpgradeHistory(data, Clock.systemUTC());
        trial = new TrialWait(file, history, version, clock, pause);
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out, err);
    }

    private static String user() {
        String asked = System.getenv("SUDO_USER");
        return asked == null ? System.getProperty("user.name") : asked;
    }

    @Command(
            name = "soribit upgrade",
            mixinStandardHelpOptions = true,
            description = {
                "Installs the bundles and models of a signed release from a folder. All of it is checked"
                        + " before anything is changed: signature, files, version, Java, plug-ins,"
                        + " configuration, room on the disk, parts.",
                "The running hub restarts with it. Unless it listens within two minutes in every room that"
                        + " was heard, the version before comes back by itself, also after a power cut."
            },
            footer = {
                "",
                "Exit status 0: done, 1: refused or taken back. Trusted keys are lines NAME KEY in"
                        + " etc/release-keys of the data folder. Launcher and framework are not"
                        + " replaced: install the package for those."
            })
    private final class Line implements Callable<Integer> {
        @ArgGroup(multiplicity = "0..1")
        private What what = new What();

        @Option(
                names = "--language",
                paramLabel = "en|ko",
                description = "Language of the text; default: that of this machine.")
        private String language = "";

        @Parameters(
                paramLabel = "FOLDER",
                arity = "0..1",
                description = "An unpacked distribution, with release.json and release.sig.")
        private @Nullable Path folder;

        private final PrintWriter out;
        private final PrintWriter err;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
            String chosen =
                    Language.of(
                            language,
                            Locale.getDefault(),
                            problem -> err.println("soribit: " + problem));
            if (what.history) {
                history.lines().forEach(out::println);
                return 0;
            }
            Installer installer = new Installer(file, history, version, user());
            if (what.back) {
                return end(installer.back(), chosen);
            }
            Path release = folder();
            Path secret = what.secret;
            if (secret != null) {
                return sign(release, secret);
            }
            Optional<Verified> verified = check(release, chosen);
            if (what.check || verified.isEmpty()) {
                return verified.isPresent() ? 0 : 1;
            }
            return end(installer.install(release, verified.get()), chosen);
        }

        private Path folder() throws IOException {
            Path given = folder;
            if (given == null) {
                throw new IOException(
                        "name the folder of an unpacked release; see 'soribit upgrade --help'");
            }
            if (!Files.isDirectory(given)) {
                if (!Files.exists(given) && !Files.notExists(given)) {
                    throw new AccessDeniedException(given.toString());
                }
                throw new IOException(given + " is no folder: unpack the release first");
            }
            return given;
        }

        private Optional<Verified> check(Path release, String chosen) throws IOException {
            if (!Files.exists(release.resolve(ReleaseList.FILE))) {
                throw new IOException(release + " is no release: it has no " + ReleaseList.FILE);
            }
            Release active = file.read(version).active();
            Path bundles = active.isOwn() ? home : file.folder(active);
            UpgradeCheck check =
                    new UpgradeCheck(
                            home.resolve("boot"),
                            bundles.resolve("lib"),
                            data,
                            active.version(),
                            any -> Files.getFileStore(any).getUsableSpace());
            check.of(release).forEach(finding -> out.println(finding.line(chosen)));
            out.println((check.verified().isPresent() ? FINE : NOT_FINE).in(chosen));
            return check.verified();
        }

        private int end(Candidate candidate, String chosen)
                throws IOException, InterruptedException {
            if (!new StatusFile(data).isWritten()) {
                out.println(LATER.in(chosen));
                return 0;
            }
            return trial.await(candidate, text -> out.println(text.in(chosen))) ? 0 : 1;
        }

        private int sign(Path folder, Path secret) throws IOException, GeneralSecurityException {
            String name = String.valueOf(secret.getFileName()).replaceFirst("[.][^.]*$", "");
            String key =
                    new String(
                            LimitedFiles.read(secret, MOST_KEY_BYTES), StandardCharsets.US_ASCII);
            String release = Parts.of(folder).required(UpgradeCheck.LAUNCHER).version();
            byte[] list = ReleaseList.of(folder, release).json();
            String signature = ReleaseSignature.sign(name, ModelSignature.secretKey(key), list);
            Files.write(folder.resolve(ReleaseList.FILE), list);
            Files.writeString(folder.resolve(ReleaseList.SIGNATURE), signature);
            out.println(folder + ": version " + release + " is signed with the key " + name);
            return 0;
        }
    }

    private static final class What {
        @Option(
                names = "--check",
                required = true,
                description = "Only says what the release would change.")
        private boolean check;

        @Option(
                names = "--back",
                required = true,
                description = "Goes back to the version that was active before.")
        private boolean back;

        @Option(
                names = "--history",
                required = true,
                description = "What was installed, confirmed and taken back: when and by whom.")
        private boolean history;

        @Option(
                names = "--sign",
                paramLabel = "KEY",
                required = true,
                description =
                        "Lists and signs its files with a secret key of 'soribit models keygen'.")
        private @Nullable Path secret;
    }
}
