// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.source.LentMicrophones.Lent;
import io.soribit.api.source.LentMicrophones.Receipt;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LenderTest {
    @TempDir Path etc;
    private Lender lender;

    @BeforeEach
    void start() throws IOException {
        lender = new Lender(etc, Duration.ofMillis(10));
    }

    @AfterEach
    void stop() {
        lender.stop();
    }

    private Path file(int number) {
        return etc.resolve("io.soribit.source.browser-page_" + number + ".cfg");
    }

    @Test
    void aLentMicrophoneIsAConfigurationThatOutlivesTheHub() throws Exception {
        lender.lend("hall phone", "Hall");
        lender.lend("할머니 전화", "안방");
        lender.lend("hall phone", "Porch");
        assertThat(Files.readAllLines(file(1)))
                .contains("id = browser.1", "device = hall phone", "room = Porch");
        stop();
        start();
        assertThat(lender.list())
                .containsExactly(new Lent("hall phone", "Porch"), new Lent("할머니 전화", "안방"));
        assertThat(lender.takeBack("hall phone")).isTrue();
        assertThat(lender.takeBack("hall phone")).isFalse();
        assertThat(file(1)).doesNotExist();
        assertThat(file(2)).exists();
    }

    @Test
    void audioIsTakenOfLentMicrophonesAlone() throws Exception {
        assertThat(lender.take("hall phone", Phone.packet(1, 0))).isEqualTo(Receipt.NOT_LENT);
        lender.lend("hall phone", "Hall");
        assertThat(lender.take("hall phone", Phone.packet(1, 0))).isEqualTo(Receipt.TAKEN);
        lender.bindSource(new BrowserSource(Phone.config("hall phone", "Hall")));
        assertThat(lender.take("hall phone", new byte[3])).isEqualTo(Receipt.MALFORMED);
        assertThat(lender.take("other", Phone.packet(1, 0))).isEqualTo(Receipt.NOT_LENT);
        lender.takeBack("hall phone");
        assertThat(lender.take("hall phone", Phone.packet(1, 1))).isEqualTo(Receipt.NOT_LENT);
        lender.lend("hall phone", "Hall");
        assertThat(lender.take("hall phone", Phone.packet(1, 2))).isEqualTo(Receipt.TAKEN);
    }

    @Test
    void aRevokedDeviceLosesItsRoom() throws Exception {
        lender.lend("hall phone", "Hall");
        lender.lend("bed tablet", "Bed");
        UserFile users = new UserFile(etc.resolve("page-users"));
        String hash = Passwords.hash("secret".toCharArray());
        users.put(new UserFile.User("bed tablet", hash, "resident"));
        Await.until("the phone is revoked", () -> lender.list().size() == 1);
        assertThat(lender.list()).containsExactly(new Lent("bed tablet", "Bed"));
        assertThat(lender.take("hall phone", Phone.packet(1, 0))).isEqualTo(Receipt.NOT_LENT);
        assertThat(file(1)).doesNotExist();
    }

    @Test
    void namesThatAConfigurationWouldReadOtherwiseAreRefused() {
        for (String room : new String[] {"", "a//b", "house", "$[file:ntfy.secret]", "a\\"}) {
            assertThatThrownBy(() -> lender.lend("hall phone", room))
                    .as(room)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(lender.list()).isEmpty();
    }

    @Test
    void thereIsALimit() throws Exception {
        for (int i : IntStream.rangeClosed(1, LentFiles.MOST).toArray()) {
            lender.lend("phone " + i, "Hall");
        }
        assertThatThrownBy(() -> lender.lend("one more", "Hall"))
                .hasMessageContaining("take one back first");
        lender.lend("phone 7", "Bed");
    }
}
