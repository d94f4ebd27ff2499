// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.lang.annotation.Annotation;

/** A configuration as a person writes it. */
record TestConfig(
        String url,
        String topic,
        String token,
        String user,
        String password,
        String reply__topic,
        String public__url,
        String language)
        implements NtfyNotifier.Config {
    static TestConfig of(String url, String topic) {
        return new TestConfig(url, topic, "", "", "", "", "", "en");
    }

    TestConfig token(String value) {
        return new TestConfig(url, topic, value, user, password, reply__topic, public__url, language);
    }

    TestConfig login(String name, String secret) {
        return new TestConfig(url, topic, token, name, secret, reply__topic, public__url, language);
    }

    TestConfig replies(String value) {
        return new TestConfig(url, topic, token, user, password, value, public__url, language);
    }

    TestConfig page(String value) {
        return new TestConfig(url, topic, token, user, password, reply__topic, value, language);
    }

    TestConfig language(String value) {
        return new TestConfig(url, topic, token, user, password, reply__topic, public__url, value);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return NtfyNotifier.Config.class;
    }
}
