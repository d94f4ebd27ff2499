// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Rooms;
import io.soribit.api.source.LentMicrophones;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lent microphones in memory. */
public final class FakeLentMicrophones implements LentMicrophones {
    private static final int HEADER = 16;

    public final List<byte[]> packets = new CopyOnWriteArrayList<>();
    private final Map<String, String> rooms = new ConcurrentSkipListMap<>();

    @Override
    public void lend(String device, String room) {
        rooms.put(device, Rooms.check(room));
    }

    @Override
    public Receipt take(String device, byte[] packet) {
        if (!rooms.containsKey(device)) {
            return Receipt.NOT_LENT;
        }
        if (packet.length < HEADER) {
            return Receipt.MALFORMED;
        }
        packets.add(packet);
        return Receipt.TAKEN;
    }

    @Override
    public boolean takeBack(String device) {
        return rooms.remove(device) != null;
    }

    @Override
    public List<Lent> list() {
        return rooms.entrySet().stream().map(e -> new Lent(e.getKey(), e.getValue())).toList();
    }
}
