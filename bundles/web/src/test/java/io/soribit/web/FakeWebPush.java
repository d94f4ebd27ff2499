// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.WebPush;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Subscriptions in memory. */
public final class FakeWebPush implements WebPush {
    private static final String KEY =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

    public final Map<String, String> endpoints = new ConcurrentHashMap<>();

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean subscribed(String device) {
        return endpoints.containsKey(device);
    }

    @Override
    public void subscribe(
            String device, String endpoint, String key, String secret, String language) {
        if (!endpoint.startsWith("https://") || key.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("this is no subscription");
        }
        endpoints.put(device, endpoint + " " + language);
    }

    @Override
    public void unsubscribe(String device) {
        endpoints.remove(device);
    }
}
