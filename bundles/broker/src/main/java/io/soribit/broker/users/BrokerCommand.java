// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import io.soribit.api.hub.HubCommand;
import io.soribit.broker.users.Users.User;
import io.soribit.common.security.PasswordPrompt;
import io.soribit.common.security.Passwords;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code broker}: the users of the hub's own MQTT broker. A running hub applies changes at once.
 */
public final class BrokerCommand implements HubCommand {
    private static final int SHORTEST = 8;
    private static final String HELP =
            """
            Usage: soribit broker users
                   soribit broker user NAME [RIGHTS]
                   soribit broker remove NAME

            The users of the hub's own MQTT broker. As soon as it has any, all others are refused,
            and it may listen beyond loopback: host = 0.0.0.0 in etc/io.soribit.broker.cfg.

              users   lists them
              user    adds one, or changes the password; asks for it, or reads it from a pipe.
                      RIGHTS: 'all' (the default), 'read', or topic filters as in
                      'read=soribit/#,lamp/+;write=lamp/+/set'
              remove  removes one

              --data DIR  where the hub keeps its configuration
            """;

    private final Users users;
    private final Supplier<char @Nullable []> question;
    private final PrintWriter out;
    private final PrintWriter err;

    /** Edits the file that the broker reads. */
    public BrokerCommand(Path file) {
        this(file, PasswordPrompt::ask, System.out, System.err);
    }

    BrokerCommand(
            Path file, Supplier<char @Nullable []> question, PrintStream out, PrintStream err) {
        this.users = new Users(file);
        this.question = question;
        this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
        this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public int run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.remove("--help") || words.remove("-h")) {
            out.print(HELP);
            out.flush();
            return 0;
        }
        try {
            return run(words);
        } catch (IOException | IllegalArgumentException e) {
            err.println("soribit: " + e.getMessage());
            return 1;
        }
    }

    private int run(List<String> words) throws IOException {
        String what = words.isEmpty() ? "" : words.get(0);
        if (what.equals("users") && words.size() == 1) {
            users.read().values().forEach(out::println);
            return 0;
        }
        if (what.equals("user") && (words.size() == 2 || words.size() == 3)) {
            return put(words.get(1), Rights.parse(words.size() == 3 ? words.get(2) : "all"));
        }
        if (what.equals("remove") && words.size() == 2) {
            boolean there = users.remove(words.get(1));
            (there ? out : err).println((there ? "removed: " : "no such user: ") + words.get(1));
            return there ? 0 : 1;
        }
        err.print(HELP);
        err.flush();
        return 2;
    }

    private int put(String name, Rights rights) throws IOException {
        char @Nullable [] password = question.get();
        if (password == null) {
            err.println("soribit: the passwords differ: nothing is changed");
            return 1;
        }
        if (password.length < SHORTEST) {
            err.println("soribit: a password needs " + SHORTEST + " characters or more");
            return 1;
        }
        User user = new User(name, Passwords.hash(password), rights);
        Arrays.fill(password, ' ');
        users.put(user);
        out.println("may use the broker: " + user);
        return 0;
    }
}
