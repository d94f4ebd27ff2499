// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.util.Arrays;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.EncryptHeader;
import org.jgroups.protocols.SYM_ENCRYPT;
import org.jgroups.stack.Protocol;
import org.jgroups.util.MessageBatch;
import org.jspecify.annotations.Nullable;

/** Drops what is not encrypted with this member's key, and tells of it. Sits below the cipher. */
final class KeyCheck extends Protocol {
    private static final short ID = 1_780;
    private static final short CIPHER = ClassConfigurator.getProtocolId(SYM_ENCRYPT.class);

    static {
        ClassConfigurator.addProtocol(ID, KeyCheck.class);
    }

    private final SYM_ENCRYPT cipher;
    private final Runnable stranger;

    KeyCheck(SYM_ENCRYPT cipher, Runnable stranger) {
        this.cipher = cipher;
        this.stranger = stranger;
    }

    @Override
    public @Nullable Object up(Message message) {
        return isOurs(message) ? up_prot.up(message) : null;
    }

    @Override
    public void up(MessageBatch batch) {
        batch.removeIf(message -> !isOurs(message), true);
        if (!batch.isEmpty()) {
            up_prot.up(batch);
        }
    }

    private boolean isOurs(Message message) {
        EncryptHeader header = message.getHeader(CIPHER);
        boolean ours =
                header != null
                        && message.hasPayload()
                        && Arrays.equals(header.version(), cipher.symVersion());
        if (!ours) {
            stranger.run();
        }
        return ours;
    }
}
