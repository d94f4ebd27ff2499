// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.HubCommand;
import io.soribit.common.security.PasswordPrompt;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
@Component
public final class PageCommand implements HubCommand {
    private static final int SHORTEST = 8;
    private static final List<String> ROLES = List.of("viewer", "resident", "admin");

    private final UserFile users;
    private final Supplier<char @Nullable []> password;

    @Activate
    public PageCommand(BundleContext context) {
        this(Path.of(context.getProperty("soribit.data")), PasswordPrompt::ask);
    }

    PageCommand(Path data, Supplier<char @Nullable []> password) {
        this.users = new UserFile(data.resolve("etc").resolve("page-users"));
        this.password = password;
    }

    @Override
    public String name() {
        return "page";
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
                name = "remove",
                mixinStandardHelpOptions = true,
                description = "Removes a user.")
        int remove(@Parameters(paramLabel = "NAME", description = "The user's name.") String name)
                throws IOException {
            boolean removed = users.remove(name);
            (removed ? out : err).println((removed ? "removed: " : "no such user: ") + name);
            return removed ? 0 : 1;
        }
    }
}
