// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.lang.annotation.Annotation;

/** A configuration as a person writes it. */
record Wishes(
        String url,
        String topic,
        String token,
        String user,
        String password,
        String reply__topic,
        String public__url,
        String language)
        implements NtfyNotifier.Config {
    static Wishes of(String url, String topic) {
        return new Wishes(url, topic, "", "", "", "", "", "en");
    }

    Wishes token(String value) {
        return new Wishes(url, topic, value, user, password, reply__topic, public__url, language);
    }

    Wishes login(String name, String secret) {
        return new Wishes(url, topic, token, name, secret, reply__topic, public__url, language);
    }

    Wishes replies(String value) {
        return new Wishes(url, topic, token, user, password, value, public__url, language);
    }

    Wishes page(String value) {
        return new Wishes(url, topic, token, user, password, reply__topic, value, language);
    }

    Wishes language(String value) {
        return new Wishes(url, topic, token, user, password, reply__topic, public__url, value);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return NtfyNotifier.Config.class;
    }
}
