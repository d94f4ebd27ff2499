// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.security.GeneralSecurityException;
import java.util.List;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * The protocols of a member, from the network upwards. All that is sent is encrypted and
 * authenticated with the shared key: who lacks it can neither join nor change anything.
 */
final class Stack {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int HEARTBEAT_MILLIS = 1_000;
    private static final int SUSPECT_MILLIS = 4_000;
    private static final int VERIFY_MILLIS = 1_000;
    private static final int MERGE_MILLIS = 3_000;
    private static final int MOST_THREADS = 8;

    private Stack() {}

    static List<Protocol> of(LinkSettings settings, Addresses addresses, Runnable stranger)
            throws GeneralSecurityException {
        FrameCipher cipher = new FrameCipher(SharedKey.of(settings.key()));
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts(addresses.partners()).setPortRange(0);
        GMS membership = new GMS();
        membership.printLocalAddress(false).setJoinTimeout(CONNECT_MILLIS);
        return List.of(
                transport(new EncryptedTcp(cipher, stranger), settings, addresses),
                discovery,
                new MERGE3().setMinInterval(HEARTBEAT_MILLIS).setMaxInterval(MERGE_MILLIS),
                new FD_ALL3().setInterval(HEARTBEAT_MILLIS).setTimeout(SUSPECT_MILLIS),
                new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS),
                new NAKACK2(),
                new UNICAST3(),
                new STABLE(),
                membership);
    }

    private static TCP transport(TCP tcp, LinkSettings settings, Addresses addresses) {
        tcp.setBindAddress(addresses.own()).setBindPort(settings.port()).setPortRange(0);
        tcp.setSockConnTimeout(CONNECT_MILLIS).enableSuspectEvents(true);
        tcp.getThreadPool().setMinThreads(1).setMaxThreads(MOST_THREADS);
        return tcp;
    }
}
