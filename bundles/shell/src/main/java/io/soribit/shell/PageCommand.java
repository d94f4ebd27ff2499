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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    private static final List<String> ROLES = List.of("viewer", "resident", "admin");

    private final Path etc;
    private final UserFile users;
    private final PairingFile pairing;
    private final Supplier<char @Nullable []> password;

    @Activate
    public PageCommand(BundleContext context) {
        this(Path.of(context.getProperty("soribit.data")), PasswordPrompt::ask);
    }

    PageCommand(Path data, Supplier<char @Nullable []> password) {
        super("page");
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
                "To open the page to other devices, add an administrator, set"
                        + " org.apache.felix.http.host = 0.0.0.0 in etc/org.apache.felix.http.cfg, and"
                        + " start the hub again. Passwords are sent unencrypted unless a reverse proxy"
                        + " adds TLS."
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
                                                + " tests alerts, changes the mode), admin (also"
                                                + " changes models, devices, plug-ins); default"
                                                + " ${DEFAULT-VALUE}.")
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
                                        "viewer, resident or admin; default ${DEFAULT-VALUE}.")
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
                err.println("soribit: other devices cannot open the page yet: see --help");
            }
            return 0;
        }

        private String problem(String name, String role) throws IOException {
            if (!ROLES.contains(role)) {
                return "the roles are " + String.join(", ", ROLES);
            }
            if (users.read().values().stream().noneMatch(u -> u.role().equals("admin"))) {
                return "add an administrator first: soribit page user NAME";
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
