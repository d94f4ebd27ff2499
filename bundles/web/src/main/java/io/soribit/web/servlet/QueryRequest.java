// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request with the parameters of its address alone. A server also takes a body for parameters
 * that says it is a form, reads it for that as slowly as it comes, and leaves nothing of it.
 */
final class QueryRequest extends HttpServletRequestWrapper {
    private final Map<String, String[]> parameters = new LinkedHashMap<>();

    QueryRequest(HttpServletRequest request) {
        super(request);
        for (String part : Objects.toString(request.getQueryString(), "").split("&", -1)) {
            String[] words = part.split("=", 2);
            if (!part.isEmpty()) {
                add(decoded(words[0]), words.length < 2 ? "" : decoded(words[1]));
            }
        }
    }

    private void add(String name, String value) {
        parameters.merge(name, new String[] {value}, QueryRequest::joined);
    }

    private static String[] joined(String[] some, String[] more) {
        String[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = more[0];
        return all;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // as it is written
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        String @Nullable [] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String @Nullable [] values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
