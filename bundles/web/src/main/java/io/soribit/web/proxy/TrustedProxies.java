// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reverse proxies that a person has named. What they say in {@code X-Forwarded-For} and {@code
 * X-Forwarded-Proto} counts, and nobody else's word does: any client can send these headers.
 * Thread-safe.
 */
public final class TrustedProxies {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedProxies.class);
    private static final String FOR = "X-Forwarded-For";
    private static final List<String> SIGNS = List.of(FOR, "Forwarded", "X-Real-IP", "Via");

    private final Set<String> addresses;

    /**
     * @param addresses IPv4 and IPv6; what is none is left out, which is logged
     */
    public TrustedProxies(String... addresses) {
        this.addresses =
                Arrays.stream(addresses)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .flatMap(text -> known(text).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> known(String text) {
        Optional<String> address = normalised(text);
        if (address.isEmpty()) {
            LOG.error("trusted_proxies: '{}' is no IP address, and left out", text);
        }
        return address;
    }

    /** The request as the client sent it to the proxy; the same if no named proxy passed it on. */
    public HttpServletRequest original(HttpServletRequest request) {
        if (!isTrusted(request.getRemoteAddr())) {
            return request;
        }
        String proto = Objects.toString(request.getHeader("X-Forwarded-Proto"), "");
        boolean secure = request.isSecure() || proto.toLowerCase(Locale.ROOT).startsWith("https");
        return new ForwardedRequest(request, client(request), secure);
    }

    /** Whether somebody passed it on who is not named: who sent it is not known then. */
    public boolean isUnknown(HttpServletRequest request) {
        return request.getAttribute(ForwardedRequest.NAMED) == null
                && SIGNS.stream().anyMatch(sign -> request.getHeader(sign) != null);
    }

    /** The last one in the chain that is no named proxy: whatever is before it, it made up. */
    private String client(HttpServletRequest request) {
        List<String> chain = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders(FOR))) {
            chain.addAll(Arrays.asList(header.split(",", -1)));
        }
        Collections.reverse(chain);
        String client = request.getRemoteAddr();
        for (String hop : chain) {
            Optional<String> address = normalised(hop.strip());
            if (address.isEmpty()) {
                return client; // what is malformed says nothing, nor does what is before it
            }
            client = address.get();
            if (!addresses.contains(client)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return !addresses.isEmpty() && normalised(address).filter(addresses::contains).isPresent();
    }

    /** One form of an address; names are not looked up. */
    private static Optional<String> normalised(String text) {
        String bare = text.startsWith("[") ? text.replaceAll("^\\[(.*)](:\\d+)?$", "$1") : text;
        if (!bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*(%\\w+)?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
