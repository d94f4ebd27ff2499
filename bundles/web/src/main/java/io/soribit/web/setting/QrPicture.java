// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the page draws it.
 *
 * @param size in modules, without the quiet zone
 * @param path its dark modules, as the path of an SVG
 */
record QrPicture(int size, String path) {
    static QrPicture of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return new QrPicture(code.size, path.toString());
    }
}
