// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.testkit.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of users, also those brought along, and pairing codes. */
class UsersFuzzTest {
    private static final String QUICK = "pbkdf2-sha512$1$";

    @TempDir Path folder;

    @Test
    void noFileOfUsersBreaksTheLogin() throws IOException {
        Path file = folder.resolve("users");
        List<byte[]> corpus =
                Stream.of(
                                "# users\nMinsu:" + QUICK + "c2FsdA==$aGFzaA==:admin\n",
                                "tablet:" + QUICK + "c2FsdHNhbHQ=$aGFzaA==:viewer@1772396130\n",
                                "dGFibGV0OnNlY3JldA",
                                "거실:" + QUICK + "_$/:resident\r\n:::\n")
                        .map(line -> line.getBytes(UTF_8))
                        .toList();
        Fuzz.run("users", corpus, input -> read(file, input), List.of(IOException.class));
    }

    private static void read(Path file, byte[] input) throws IOException {
        Files.write(file, input);
        for (UserFile.User user : new UserFile(file).read().values()) {
            if (user.hash().startsWith(QUICK)) {
                Passwords.verify("secret".toCharArray(), user.hash());
                new PairingFile(file).redeem("dGFibGV0OnNlY3JldA", Instant.EPOCH);
            }
        }
        new PairingFile(file.resolveSibling("none"))
                .redeem(new String(input, UTF_8), Instant.EPOCH);
    }
}
