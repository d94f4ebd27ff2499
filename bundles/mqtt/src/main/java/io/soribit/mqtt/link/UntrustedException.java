// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.security.cert.CertificateException;

/** A broker's certificate that is not accepted; the message says for people why. */
public final class UntrustedException extends CertificateException {
    private static final long serialVersionUID = 1;

    public UntrustedException(String message, CertificateException cause) {
        super(message, cause);
    }
}
