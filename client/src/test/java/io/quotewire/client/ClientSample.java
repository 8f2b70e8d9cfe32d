package io.quotewire.client;

import io.quotewire.model.Update.TradeItem;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** The sample of {@link QuotewireClient}'s documentation, compiled with the tests. */
final class ClientSample {
    private ClientSample() {}

    static void follow(CountDownLatch done) throws InterruptedException {
        // @start region="sample"
        ClientOptions options = ClientOptions.of(URI.create("ws://127.0.0.1:8000/v1/ws"));
        try (QuotewireClient client = QuotewireClient.connect(options, ConnectionListener.NONE)) {
            TopicListener listener = new TopicListener() {
                @Override
                public void onQuote(Message.Quote quote) {
                    // data is null where there is no value; status says how far to trust it.
                    long ageMs = client.ageUs(quote.head().recvUs()) / 1_000;
                    show(quote.topic() + " " + quote.status() + " " + quote.data() + ", " + ageMs + " ms old");
                }

                @Override
                public void onTrades(Message.Trades trades) {
                    for (TradeItem trade : trades.items()) {
                        show(trades.topic() + " " + trade.side() + " " + trade.size() + " at " + trade.price());
                    }
                }

                @Override
                public void onGap(Message.Gap gap) {
                    show(gap.topic() + " lacks trades up to " + gap.head().seq() + ": " + gap.why());
                }
            };
            client.subscribe(listener, "quote:best:BTC-USDT", "trade:*:BTC-USDT");
            done.await();
        }
        // @end
    }

    private static void show(String line) {
        System.Logger logger = System.getLogger("sample");
        logger.log(System.Logger.Level.INFO, line);
    }
}
