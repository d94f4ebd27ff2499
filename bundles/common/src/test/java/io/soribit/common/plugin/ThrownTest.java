// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThrownTest {
    @Test
    void whatCanBePrintedStaysAsItIs() {
        IOException thrown = new IOException("gone", new IllegalStateException());
        assertThat(Thrown.readable(thrown)).isSameAs(thrown);
    }

    @Test
    void whatCannotIsNamed() {
        class Unreadable extends RuntimeException {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("unreadable");
            }
        }
        assertThat(Thrown.readable(new IOException("gone", new Unreadable())))
                .hasMessage("a java.io.IOException that cannot be printed");
        assertThat(Thrown.readable(new Unreadable())).hasMessageContaining("Unreadable");
    }
}
