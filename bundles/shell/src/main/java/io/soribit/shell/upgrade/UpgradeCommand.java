// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.api.hub.HubCommand;
import io.soribit.common.io.LimitedFiles;
import io.soribit.common.signing.ModelSignature;
import io.soribit.common.signing.ReleaseSignature;
import io.soribit.common.text.Language;
import io.soribit.common.text.Text;
import io.soribit.shell.Options;
import io.soribit.shell.status.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code upgrade --check FOLDER}: what a signed release would change; {@code --sign} signs one. */
@Component
public final class UpgradeCommand implements HubCommand {
    private static final int MOST_KEY_BYTES = 10_000;
    private static final Text FINE =
            new Text("It can take the place of this version.", "이 버전을 대체할 수 있습니다.");
    private static final Text NOT_FINE =
            new Text("It cannot take its place as it is: see ✘.", "지금은 대체할 수 없습니다. ✘ 항목을 확인하십시오.");

    private final Path home;
    private final Path data;
    private final String version;

    @Activate
    public UpgradeCommand(BundleContext context) {
        this(
                Path.of(context.getProperty("soribit.home")),
                Path.of(context.getProperty("soribit.data")),
                context.getProperty("soribit.version"));
    }

    UpgradeCommand(Path home, Path data, String version) {
        this.home = home;
        this.data = data;
        this.version = version;
    }

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public int run(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(out, err, arguments);
    }

    int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Options.run(new Line(out, err), out, err, arguments);
    }

    @Command(
            name = "soribit upgrade",
            mixinStandardHelpOptions = true,
            description =
                    "Checks what a signed release in a folder would change: signature, files,"
                            + " version, Java, plug-ins, configuration, room on the disk, parts. Changes"
                            + " nothing.",
            footer = {
                "",
                "Exit status 0: it can take the place of this version, 1: it cannot. Trusted keys are"
                        + " lines NAME KEY in etc/release-keys of the data folder."
            })
    private final class Line implements Callable<Integer> {
        @ArgGroup(multiplicity = "1")
        private What what = new What();

        @Option(
                names = "--language",
                paramLabel = "en|ko",
                description = "Language of the text; default: that of this machine.")
        private String language = "";

        @Parameters(
                paramLabel = "FOLDER",
                description = "An unpacked distribution, with release.json and release.sig.")
        private Path folder = Path.of("");

        private final PrintWriter out;
        private final PrintWriter err;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException, GeneralSecurityException {
            if (!Files.isDirectory(folder)) {
                throw new IOException(folder + " is no folder: unpack the release first");
            }
            Path secret = what.secret;
            return what.check || secret == null ? check() : sign(secret);
        }

        private int check() throws IOException {
            String chosen =
                    Language.of(
                            language,
                            Locale.getDefault(),
                            problem -> err.println("soribit: " + problem));
            if (!Files.exists(folder.resolve(ReleaseList.FILE))) {
                throw new IOException(folder + " is no release: it has no " + ReleaseList.FILE);
            }
            List<Finding> findings =
                    new UpgradeCheck(
                                    home,
                                    data,
                                    version,
                                    any -> Files.getFileStore(any).getUsableSpace())
                            .of(folder);
            findings.forEach(finding -> out.println(finding.line(chosen)));
            boolean fine = findings.stream().noneMatch(Finding::isWrong);
            out.println((fine ? FINE : NOT_FINE).in(chosen));
            return fine ? 0 : 1;
        }

        private int sign(Path secret) throws IOException, GeneralSecurityException {
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
        @Option(names = "--check", required = true, description = "Compares it with this version.")
        private boolean check;

        @Option(
                names = "--sign",
                paramLabel = "KEY",
                required = true,
                description =
                        "Lists and signs its files with a secret key of 'soribit models keygen'.")
        private @Nullable Path secret;
    }
}
