// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressCounterTest {
    private final AddressCounter counter = new AddressCounter(2);

    @Test
    void eachAddressIsLimitedOnItsOwn() {
        assertThat(counter.has("a")).isFalse();
        assertThat(counter.acquire("a")).isTrue();
        assertThat(counter.acquire("a")).isTrue();
        assertThat(counter.acquire("a")).isFalse();
        assertThat(counter.acquire("b")).isTrue();
        counter.release("a");
        assertThat(counter.has("a")).isTrue();
        assertThat(counter.acquire("a")).isTrue();
    }

    @Test
    void anAddressWithNothingOpenIsForgotten() {
        counter.acquire("a");
        counter.release("a");
        assertThat(counter.has("a")).isFalse();
    }
}
