// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A servlet's response as a wire. */
final class ResponseWire implements Client.Wire {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWire.class);
    private final AsyncContext async;
    private final ServletOutputStream out;

    ResponseWire(AsyncContext async, ServletOutputStream out) {
        this.async = async;
        this.out = out;
    }

    /** Without the flush, events would wait until a buffer is full. */
    @Override
    public void write(byte[] event) throws IOException {
        out.write(event);
        out.flush();
    }

    @Override
    public void close() {
        try {
            async.complete();
        } catch (IllegalStateException over) {
            LOG.debug("the server had ended this stream already", over);
        }
    }
}
