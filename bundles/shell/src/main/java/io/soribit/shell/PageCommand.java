// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import io.soribit.common.security.PairingFile;
import io.soribit.common.security.PasswordPrompt;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code page}: who may use the page. A running hub follows at once. */
@Component(service = HubCommand.class)
public final class PageCommand extends TerminalCommand {
    private static final int SHORTEST = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ROLES = List.of("viewer", "resident", "household", "admin");

    private final Path etc;
    private final UserFile users;
    private final PairingFile pairing;
    private final PageOpening opening;
    private final Supplier<char @Nullable []> password;

    @Activate
    public PageCommand(BundleContext context) {
        this(Path.of(context.getProperty("soribit.data")), PasswordPrompt::ask, PATIENCE);
    }

    PageCommand(Path data, Supplier<char @Nullable []> password, Duration patience) {
        super("page");
        opening = new PageOpening(data, patience);
        etc = data.resolve("etc");
        users = new UserFile(etc.resolve("page-users"));
        pairing = new PairingFile(etc.resolve("page-pairing"));
        this.password = password;
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out, err);
    }

    @Command(
            name = "soribit page",
            mixinStandardHelpOptions = true,
            description =
                    "Lists, adds and removes the users of the page. As soon as there is one, everybody"
                            + " needs a password.",
            footer = {
                "",
                "'soribit page open' opens the page to other devices of the home, with TLS. Then"
                        + " 'soribit page pair \"kitchen wall\"' pairs a tablet or phone."
            })
    @SuppressWarnings("UnusedMethod") // picocli calls them
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;
        private final PrintWriter err;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException {
            users.read().values().forEach(user -> out.println(user.name() + " " + user.role()));
            return 0;
        }

        @Command(
                name = "user",
                mixinStandardHelpOptions = true,
                description =
                        "Adds a user, or changes password and role of one; asks for the password, or"
                                + " reads it from a pipe.")
        int user(
                @Parameters(paramLabel = "NAME", description = "The user's name.") String name,
                @Parameters(
                                paramLabel = "ROLE",
                                arity = "0..1",
                                defaultValue = "admin",
                                description =
                                        "viewer (sees everything), resident (also acknowledges and"
                                                + " tests alerts, changes the mode), household"
                                                + " (also changes rules, who is notified and own"
                                                + " sounds), admin (also changes settings, rooms,"
                                                + " models, plug-ins); default ${DEFAULT-VALUE}.")
                        String role)
                throws IOException {
            if (!ROLES.contains(role)) {
                err.println("soribit: the roles are " + String.join(", ", ROLES));
                return 2;
            }
            char @Nullable [] secret = password.get();
            if (secret == null || secret.length < SHORTEST) {
                err.println(
                        secret == null
                                ? "soribit: the two passwords differ: nothing is changed"
                                : "soribit: a password has " + SHORTEST + " characters or more");
                return 1;
            }
            users.put(new User(name, Passwords.hash(secret), role));
            Arrays.fill(secret, ' ');
            out.println("may use the page: " + name + " (" + role + ")");
            return 0;
        }

        @Command(
                name = "open",
                mixinStandardHelpOptions = true,
                description =
                        "Opens the page to the devices of the home, with TLS, by a certificate of the"
                                + " hub's own, or of yours (etc/io.soribit.https.cfg). Makes an"
                                + " administrator if there is none, and asks for the password, or"
                                + " reads it from a pipe.")
        int open(
                @Parameters(
                                paramLabel = "NAME",
                                arity = "0..1",
                                defaultValue = "admin",
                                description =
                                        "The administrator's name if there is none yet; default"
                                                + " ${DEFAULT-VALUE}.")
                        String name)
                throws IOException {
            if (!users.hasRole("admin")) {
                out.println("the page needs an administrator: a password for " + name);
                int status = user(name, "admin");
                if (status != 0) {
                    return status;
                }
            }
            opening.set(true);
            if (!opening.isRunning()) {
                out.println("the page opens as the hub starts: " + new PageAddress(etc).url());
                return 0;
            }
            Optional<String> said = opening.outcome();
            (said.isPresent() ? out : err)
                    .println(
                            said.orElse(
                                    "soribit: the running hub has not opened the page yet:"
                                            + " 'soribit status' says how it is"));
            out.println("pair a device: soribit page pair \"kitchen wall\"");
            return said.isPresent() ? 0 : 1;
        }

        @Command(
                name = "close",
                mixinStandardHelpOptions = true,
                description = "Closes the page to all devices but this machine.")
        int close() throws IOException {
            opening.set(false);
            out.println(
                    "only this machine can open the page"
                            + (opening.isRunning() ? "" : " when the hub starts"));
            return 0;
        }

        @Command(
                name = "pair",
                mixinStandardHelpOptions = true,
                description =
                        "Pairs a phone or tablet: prints a QR code that is good for one device and for"
                                + " ten minutes. 'soribit page remove NAME' revokes it.")
        int pair(
                @Parameters(paramLabel = "NAME", description = "For example \"kitchen wall\".")
                        String name,
                @Parameters(
                                paramLabel = "ROLE",
                                arity = "0..1",
                                defaultValue = "resident",
                                description =
                                        "viewer, resident, household or admin; default"
                                                + " ${DEFAULT-VALUE}.")
                        String role)
                throws IOException {
            String problem = problem(name, role);
            if (!problem.isEmpty()) {
                err.println("soribit: " + problem);
                return 2;
            }
            PageAddress address = new PageAddress(etc);
            String link = address.url() + "pair.html#" + pairing.offer(name, role, Instant.now());
            out.println(PageAddress.qr(link));
            out.println(link);
            out.println("open it on the device within ten minutes: " + name + " (" + role + ")");
            if (address.isHidden()) {
                err.println("soribit: other devices cannot open the page yet: soribit page open");
            }
            return 0;
        }

        private String problem(String name, String role) throws IOException {
            if (!ROLES.contains(role)) {
                return "the roles are " + String.join(", ", ROLES);
            }
            if (!users.hasRole("admin")) {
                return "add an administrator first: soribit page open";
            }
            return users.read().containsKey(name)
                    ? name + " is taken: 'soribit page remove' removes it"
                    : "";
        }

        @Command(
                name = "remove",
                mixinStandardHelpOptions = true,
                description = "Removes a user, or revokes a paired device.")
        int remove(@Parameters(paramLabel = "NAME", description = "The user's name.") String name)
                throws IOException {
            boolean removed = users.remove(name);
            (removed ? out : err).println((removed ? "removed: " : "no such user: ") + name);
            return removed ? 0 : 1;
        }
    }
}
