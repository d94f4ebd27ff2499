// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.PageAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/** Says where the page is, while a web server has a port for it. */
@Component
public final class PageLocation implements PageAddress {
    private final URI uri;

    @Activate
    public PageLocation(
            @Reference(target = "(osgi.http.endpoint=http*)")
                    ServiceReference<HttpServiceRuntime> runtime) {
        uri = URI.create(first(runtime.getProperty("osgi.http.endpoint")));
    }

    @Override
    public URI uri() {
        return uri;
    }

    /**
     * The first web address of an OSGi property, which may be one text or several; one of IPv4 if
     * there is any, as that is one of the home for as long as the hub is in it.
     */
    static String first(Object endpoints) {
        Collection<?> all =
                endpoints instanceof Object[] array
                        ? List.of(array)
                        : endpoints instanceof Collection<?> many ? many : List.of(endpoints);
        return all.stream()
                .map(Object::toString)
                .filter(endpoint -> endpoint.startsWith("http"))
                .min(Comparator.comparing(endpoint -> endpoint.contains("[")))
                .orElseThrow();
    }
}
