// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.util.Objects;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TCP;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.Util;

/** Breaks links as power cuts and networks do. */
public final class Damage {
    private Damage() {}

    /** Ends it without a word to the others, as a kill does. */
    public static void kill(Link link) throws Exception {
        Util.shutdown(channel(link));
        link.close();
    }

    /** Lets nothing in or out. */
    public static void cut(Link link) throws Exception {
        DISCARD wall = new DISCARD().discardAll(true);
        channel(link)
                .getProtocolStack()
                .insertProtocol(wall, ProtocolStack.Position.ABOVE, TCP.class);
    }

    public static void mend(Link link) {
        channel(link).getProtocolStack().removeProtocol(DISCARD.class);
    }

    private static JChannel channel(Link link) {
        return Objects.requireNonNull(link.channel());
    }
}
