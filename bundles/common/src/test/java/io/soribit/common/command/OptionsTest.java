// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class OptionsTest {
    @Command(name = "soribit fail")
    private record Failing(Exception e) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw e;
        }
    }

    private static String said(Exception e) {
        StringWriter err = new StringWriter();
        PrintWriter printer = new PrintWriter(err);
        assertThat(Options.run(new Failing(e), printer, printer)).isEqualTo(1);
        return err.toString().strip();
    }

    @Test
    void aPermissionThatIsMissingIsSaidWithTheUser() {
        assertThat(said(new AccessDeniedException("/root/b.zip")))
                .isEqualTo(
                        "soribit: /root/b.zip: no permission for the user "
                                + System.getProperty("user.name"));
    }

    @Test
    void aFileThatIsMissingIsSaid() {
        assertThat(said(new NoSuchFileException("/nowhere/b.zip")))
                .isEqualTo("soribit: /nowhere/b.zip: no such file or folder");
    }

    @Test
    void whatHasAReasonIsPrintedAsItIs() {
        assertThat(said(new FileSystemException("b.zip", null, "No space left on device")))
                .isEqualTo("soribit: b.zip: No space left on device");
        assertThat(said(new AccessDeniedException("b.zip", null, "not in this folder")))
                .isEqualTo("soribit: b.zip: not in this folder");
        assertThat(said(new IOException("it is damaged"))).isEqualTo("soribit: it is damaged");
        assertThat(said(new IllegalStateException()))
                .isEqualTo("soribit: java.lang.IllegalStateException");
    }
}
