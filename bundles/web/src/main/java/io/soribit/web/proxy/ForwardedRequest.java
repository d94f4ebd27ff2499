// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that a named proxy passed on. */
final class ForwardedRequest extends HttpServletRequestWrapper {
    static final String NAMED = "io.soribit.web.proxy";

    private final String client;
    private final boolean secure;

    ForwardedRequest(HttpServletRequest request, String client, boolean secure) {
        super(request);
        this.client = client;
        this.secure = secure;
        request.setAttribute(NAMED, client);
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getScheme() {
        return secure ? "https" : "http";
    }
}
