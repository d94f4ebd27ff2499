// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.web.live.Client;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to the response of an asynchronous request. */
final class ResponseStream implements Client.Output {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseStream.class);
    private final AsyncContext async;
    private final ServletOutputStream out;

    ResponseStream(AsyncContext async, ServletOutputStream out) {
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
        } catch (IllegalStateException e) {
            LOG.debug("the server had already ended this stream", e);
        }
    }
}
