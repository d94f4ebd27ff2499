// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the page. */
@ObjectClassDefinition(
        id = "io.soribit.web",
        name = "Live page",
        description = "The page that shows what the hub hears. Nothing has to be set.")
@SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
public @interface PageConfig {
    /** Zigbee2MQTT's base topic. */
    @AttributeDefinition(
            name = "Lamp topic",
            description =
                    "Zigbee2MQTT's base topic: the page shows what is sent to <topic>/<lamp>/set.")
    String lamp__topic() default "zigbee2mqtt";

    /** How many sounds are kept. */
    @AttributeDefinition(
            name = "History",
            description = "How many sounds a newly opened page shows (kept in memory), 1 to 1000.",
            min = "1",
            max = "1000")
    int history() default 100;

    /** How many pages may be open. */
    @AttributeDefinition(
            name = "Clients",
            description = "How many pages may be open at once, 1 to 500; each needs one thread.",
            min = "1",
            max = "500")
    int max__clients() default 64;

    /** How many pages one address may have open. */
    @AttributeDefinition(
            name = "Clients per address",
            description =
                    "How many pages may be open at once from one address, 1 to 500. Behind a reverse"
                            + " proxy that is not named in trusted_proxies all pages have the"
                            + " proxy's address.",
            min = "1",
            max = "500")
    int max__clients__per__address() default 16;

    /** The largest model that may be uploaded. */
    @AttributeDefinition(
            name = "Upload limit",
            description = "Megabytes that an uploaded model may have, 1 to 1024.",
            min = "1",
            max = "1024")
    int upload__megabytes() default 64;

    /** Names of this machine. */
    @AttributeDefinition(
            name = "Host names",
            description =
                    "Names under which the page may be opened, besides IP addresses, localhost, this"
                            + " machine's name, *.local and *.home.arpa. Requests for other names"
                            + " are refused, because a foreign web site could use them to read the"
                            + " page through a visitor's browser.")
    String[] host__names() default {};

    /** Reverse proxies whose headers count. */
    @AttributeDefinition(
            name = "Trusted proxies",
            description =
                    "IP addresses of reverse proxies. What they say of where a request comes from"
                            + " (X-Forwarded-For, X-Forwarded-Proto) counts; such headers of"
                            + " anybody else are ignored.")
    String[] trusted__proxies() default {};

    /** What to do next, by sound. */
    @AttributeDefinition(
            name = "What to do next",
            description =
                    "What an alert says to do next, in your own words instead of the page's: the id of"
                            + " a sound, a colon and a text of at most 300 characters; several with"
                            + " | between them, as doorbell: Look at the camera. | knock: It is the"
                            + " back door.")
    String advice() default "";
}
