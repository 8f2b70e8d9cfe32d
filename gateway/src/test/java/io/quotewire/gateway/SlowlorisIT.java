package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Five thousand sockets on which heads and bodies drip, against the deadlines as they are shipped. */
class SlowlorisIT {
    private static final int SOCKETS = 5_000;
    private static final String HEAD = "GET /live HTTP/1.1\r\nHost: HOST\r\nX-Slow: ";
    private static final String BODY = "GET /live HTTP/1.1\r\nHost: HOST\r\nContent-Length: 60000\r\n\r\n";
    private static final Duration PACE = Duration.ofMillis(500);

    @Test
    void sockets_thatDrip_areAllCutInTimeAndOthersNoticeNothing() throws Exception {
        HttpConfig http = HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0)));
        List<SocketChannel> sockets = new ArrayList<>();
        try (BusyGateway gateway = new BusyGateway(BusyGateway.config(http), Duration.ofMillis(5))) {
            Control control = gateway.control();
            long startNs = System.nanoTime();
            for (int i = 0; i < SOCKETS; i++) {
                sockets.add(connect(gateway, i));
            }
            long left = SOCKETS;
            for (int at = 0; left > 0; at++) {
                drip(sockets, at);
                control.follow(10);
                try (Peer beside = gateway.connect()) {
                    assertThat(beside.send("GET /live HTTP/1.0\r\n\r\n").readAll())
                            .startsWith("HTTP/1.1 200 ");
                }
                LockSupport.parkNanos(PACE.toNanos());
                left = sockets.stream().filter(SlowlorisIT::isOpen).count();
                assertThat(System.nanoTime() - startNs)
                        .as("%d sockets are left", left)
                        .isLessThan(TimeUnit.MINUTES.toNanos(2));
            }
            gateway.awaitMetric("quotewire_http_connections", "", 2); // The client beside them, and who asks.
            System.out.println("C4 verdict: " + SOCKETS + " sockets on which heads and bodies dripped were all cut "
                    + (System.nanoTime() - startNs) / 1_000_000 + " ms after the first of them came; answered as late "
                    + gateway.metric("quotewire_http_refused_total", "timeout"));
            assertThat(gateway.metric("quotewire_http_refused_total", "timeout"))
                    .isEqualTo(SOCKETS);
        } finally {
            for (SocketChannel socket : sockets) {
                socket.close();
            }
        }
    }

    /** Every second one has a head that is whole, and a body that is not. */
    private static SocketChannel connect(BusyGateway gateway, int number) throws IOException {
        SocketChannel socket = SocketChannel.open();
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (2 + number % 8)), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), gateway.port()));
        if (number % 2 == 0) {
            String head = BODY.replace("HOST", "127.0.0.1:" + gateway.port());
            socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        }
        socket.configureBlocking(false);
        return socket;
    }

    private static void drip(List<SocketChannel> sockets, int at) {
        for (int i = 0; i < sockets.size(); i++) {
            byte one = (byte) (i % 2 == 0 ? 'b' : HEAD.charAt(Math.min(at, HEAD.length() - 1)));
            try {
                sockets.get(i).write(ByteBuffer.wrap(new byte[] {one}));
            } catch (IOException _) {
                // It has been cut; what it was told is read below, if it still can be.
            }
        }
    }

    private static boolean isOpen(SocketChannel socket) {
        try {
            return socket.read(ByteBuffer.allocate(1_024)) >= 0;
        } catch (IOException _) {
            return false;
        }
    }
}
