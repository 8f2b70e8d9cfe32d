package io.quotewire.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A socket that remembers what came in, encrypted as it is. */
final class Overheard extends Socket {
    private static final int WAIT_MS = 30_000;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Overheard(InetSocketAddress address) throws IOException {
        super(address.getAddress(), address.getPort());
        setSoTimeout(WAIT_MS);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                if (next >= 0) {
                    heard.write(next);
                }
                return next;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int read = super.read(into, from, most);
                if (read > 0) {
                    heard.write(into, from, read);
                }
                return read;
            }
        };
    }

    /** The type of the last TLS record, RFC 5246 section 6.2.1. */
    int lastRecord() {
        byte[] all = heard.toByteArray();
        int type = -1;
        for (int i = 0; i + 5 <= all.length; ) {
            type = all[i];
            i += 5 + ((all[i + 3] & 0xff) << 8 | (all[i + 4] & 0xff));
        }
        return type;
    }
}
