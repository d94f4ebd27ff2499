// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;

/**
 * The name constraints of the hub's authority: a device that trusts it trusts it for names and
 * addresses within a home alone, so that whoever steals the hub cannot pose as a bank. Written as
 * DER, since keytool takes them in no other form; RFC 5280, 4.2.1.10.
 */
final class Constraints {
    static final String OID = "2.5.29.30";

    private static final int SEQUENCE = 0x30;
    private static final int PERMITTED = 0xa0;
    private static final int DNS = 0x82;
    private static final int ADDRESS = 0x87;

    /** Address and mask: loopback, RFC 1918, link-local, RFC 6598; loopback, RFC 4193. */
    private static final List<String> ADDRESSES =
            List.of(
                    "7f000000ff000000",
                    "0a000000ff000000",
                    "ac100000fff00000",
                    "c0a80000ffff0000",
                    "a9fe0000ffff0000",
                    "64400000ffc00000",
                    "00000000000000000000000000000001ffffffffffffffffffffffffffffffff",
                    "fc000000000000000000000000000000fe000000000000000000000000000000");

    private Constraints() {}

    /** As hexadecimal digits. */
    static String hex() {
        ByteArrayOutputStream subtrees = new ByteArrayOutputStream();
        HomeNames.DOMAINS.forEach(d -> subtrees.writeBytes(subtree(DNS, d.getBytes(US_ASCII))));
        subtrees.writeBytes(subtree(DNS, "localhost".getBytes(US_ASCII)));
        ADDRESSES.forEach(a -> subtrees.writeBytes(subtree(ADDRESS, HexFormat.of().parseHex(a))));
        return HexFormat.of()
                .formatHex(element(SEQUENCE, element(PERMITTED, subtrees.toByteArray())));
    }

    private static byte[] subtree(int tag, byte[] name) {
        return element(SEQUENCE, element(tag, name));
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length > 0xff) {
            out.write(0x82);
            out.write(content.length >> 8);
        } else if (content.length > 0x7f) {
            out.write(0x81); // browsers take the shortest form alone
        }
        out.write(content.length & 0xff);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
