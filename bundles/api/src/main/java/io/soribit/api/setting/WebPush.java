// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Alerts in the browsers of paired devices, also when the page is not open. Thread-safe. */
@ProviderType
public interface WebPush {
    /**
     * The public key of the hub, which a browser is given when it subscribes; made when it is first
     * asked for.
     *
     * @return base64url
     * @throws IOException if it can be neither read nor made
     */
    String key() throws IOException;

    /**
     * Whether alerts are pushed to a device.
     *
     * @param device as it was paired
     */
    boolean subscribed(String device);

    /**
     * Pushes alerts to a device from now on, until it is not paired any more.
     *
     * @param device as it was paired
     * @param endpoint where its push service takes messages
     * @param key of the browser, base64url
     * @param secret of the browser, base64url
     * @param language of what is pushed, {@code en} or {@code ko}
     * @throws IllegalArgumentException if the device is not paired, or the rest cannot be used
     * @throws IOException if it cannot be kept; then all is as it was
     */
    void subscribe(String device, String endpoint, String key, String secret, String language)
            throws IOException;

    /**
     * Pushes no more alerts to a device.
     *
     * @throws IOException if it cannot be kept; then all is as it was
     */
    void unsubscribe(String device) throws IOException;
}
