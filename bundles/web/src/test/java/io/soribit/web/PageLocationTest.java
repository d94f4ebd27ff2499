// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageLocationTest {
    @Test
    void theWebAddressIsFoundInEveryFormOfTheProperty() {
        String address = "http://127.0.0.1:8780/";
        assertThat(PageLocation.first(address)).isEqualTo(address);
        assertThat(PageLocation.first(new String[] {"/", address})).isEqualTo(address);
        assertThat(PageLocation.first(List.of("/", address, "http://[::1]:8780/")))
                .isEqualTo(address);
        assertThat(
                        PageLocation.first(
                                List.of(
                                        "http://[2001:db8::7]:8780/",
                                        "http://192.168.1.7:8780/",
                                        "http://10.0.0.7:8780/")))
                .isEqualTo("http://192.168.1.7:8780/");
    }
}
