package io.quotewire.gateway;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A manner in which a connection comes and goes. */
enum Churn {
    /** Follows, and ends its side properly, with whatever it has not read. */
    END {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            peer.upgraded().sendText(SUBSCRIBE);
        }
    },
    RESET {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            peer.upgraded().sendText(SUBSCRIBE).reset();
        }
    },
    /** Says that nothing more comes, and reads to the end. */
    HALF_CLOSE {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            peer.upgraded().sendText(SUBSCRIBE).endOutput().rest();
        }
    },
    CLOSE_FRAME {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            peer.upgraded().sendText(SUBSCRIBE).sendHex("8882 00000000 03e8").rest();
        }
    },
    IN_THE_HANDSHAKE {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            String handshake = Peer.handshake();
            peer.send(handshake.substring(0, random.nextInt(handshake.length())));
            endSomehow(peer, random);
        }
    },
    IN_A_FRAME {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            byte[] frame = Peer.frame(0x81, SUBSCRIBE);
            peer.upgraded().send(Arrays.copyOf(frame, random.nextInt(frame.length)));
            endSomehow(peer, random);
        }
    },
    EVENT_STREAM {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            peer.send("GET /v1/stream?topics=trade:okx:BTC-USDT,quote:okx:BTC-USDT HTTP/1.1\r\nHost: HOST\r\n\r\n");
            peer.readHead();
            endSomehow(peer, random);
        }
    },
    /** A few requests on one connection, the last of which may go unanswered. */
    REQUESTS {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            for (int i = random.nextInt(3); i >= 0; i--) {
                peer.send("GET /v1/last/quote:okx:BTC-USDT HTTP/1.1\r\nHost: HOST\r\n\r\n");
                if (i > 0) {
                    peer.read(length(peer.readHead()));
                }
            }
            endSomehow(peer, random);
        }
    },
    SILENT {
        @Override
        void go(Peer peer, SplittableRandom random) throws IOException {
            endSomehow(peer, random);
        }
    };

    static final List<Churn> ALL = List.of(values());

    private static final String SUBSCRIBE =
            "{\"op\":\"subscribe\",\"topics\":[\"trade:okx:BTC-USDT\",\"quote:*:BTC-USDT\"]}";
    private static final String LENGTH = "\r\nContent-Length: ";

    abstract void go(Peer peer, SplittableRandom random) throws IOException;

    void connectAndGo(BusyGateway gateway, SplittableRandom random) throws IOException {
        try (Peer peer = gateway.connect()) {
            go(peer, random);
        }
    }

    private static void endSomehow(Peer peer, SplittableRandom random) throws IOException {
        if (random.nextBoolean()) {
            peer.reset();
        }
    }

    private static int length(String head) {
        int from = head.indexOf(LENGTH) + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)));
    }
}
