package io.quotewire.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books and trades over REST. */
class ShardRoutesTest {
    private static final Topic TRADE = Topic.parse("trade:okx:BTC-USDT");
    private static final Epoch EPOCH = Epoch.parse("m3q0jrnk");

    private final ShardRig rig;
    private final FakeShards shards;

    ShardRoutesTest() throws IOException {
        rig = new ShardRig();
        shards = rig.shards;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void book_isWantedAndWaitedFor_andAsDeepAsAsked() throws Exception {
        assertThat(get("/v1/book/okx/BTC-USDT").body()).isEqualTo("{\"topic\":\"book.50:okx:BTC-USDT\"}");
        assertThat(get("/v1/book/best/BTC-USDT?depth=400").body()).isEqualTo("{\"topic\":\"book.400:best:BTC-USDT\"}");

        assertThat(shards.asked)
                .containsExactly(
                        "want book.50:okx:BTC-USDT",
                        "look at book.50:okx:BTC-USDT for 3000 ms",
                        "want book.400:best:BTC-USDT",
                        "look at book.400:best:BTC-USDT for 3000 ms");
    }

    @Test
    void last_ofABook_neitherWantsNorWaits() throws Exception {
        assertThat(get("/v1/last/book.5:okx:BTC-USDT").body()).isEqualTo("{\"topic\":\"book.5:okx:BTC-USDT\"}");

        assertThat(shards.asked).containsExactly("look at book.5:okx:BTC-USDT for 0 ms");
    }

    @ParameterizedTest
    @CsvSource({"25", "0", "-1", "''", "fifty", "50x", "4000000000"})
    void book_ofADepthThatThereIsNot_namesThoseThatThereAre(String depth) throws Exception {
        HttpResponse<String> answer = get("/v1/book/okx/BTC-USDT?depth=" + depth);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .startsWith(
                        "{\"type\":\"/docs/problems#depth-not-granted\",\"title\":\"depth not granted\","
                                + "\"status\":400,\"code\":2006,\"detail\":\"depth must be one of 1, 5, 10, 20, 50, 100, 400\"");
        assertThat(shards.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/book/okx/BTC-USDC, book.50:okx:BTC-USDC, book.50:okx:BTC-USDT",
        "/v1/book/ok/BTC-USDT?depth=5, book.5:ok:BTC-USDT, book.5:okx:BTC-USDT",
        "/v1/trades/okx/BTC-USD, trade:okx:BTC-USD, trade:okx:BTC-USDT"
    })
    void topic_thatDoesNotExist_isAnsweredWithTheNearest(String path, String detail, String near) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"detail\":\"" + detail + "\",\"near\":[\"" + near + "\"");
        assertThat(shards.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"*/BTC-USDT", "okx/*", "okx/btc-usdt", "okx:quote/BTC-USDT"})
    void topic_thatIsNone_isUnknown(String name) throws Exception {
        assertThat(get("/v1/book/" + name).statusCode()).isEqualTo(404);
        assertThat(get("/v1/trades/" + name).statusCode()).isEqualTo(404);
    }

    @Test
    void shard_thatHasTooMuchToDo_isSaid() throws Exception {
        shards.busy = true;

        assertThat(get("/v1/book/okx/BTC-USDT").statusCode()).isEqualTo(503);
        assertThat(get("/v1/trades/okx/BTC-USDT").statusCode()).isEqualTo(503);
    }

    @Test
    void trades_areListedWithTheirGapsAsThePageSays() throws Exception {
        trades(1, 2, 100);
        shards.ring.add(new Update.Gap(head(3, 200), 2, -1), 0);
        trades(4, 4, 300);

        assertThat(get("/v1/trades/okx/BTC-USDT?epoch=m3q0jrnk&from_seq=2&to_seq=4")
                        .body())
                .isEqualTo("""
                        {"trades":[\
                        {"epoch":"m3q0jrnk","seq":2,"id":"t2","side":"sell","price":"97110.20","size":"0.010","ts":2,\
                        "recv":100,"source":"okx"},\
                        {"epoch":"m3q0jrnk","seq":4,"id":"t4","side":"sell","price":"97110.20","size":"0.010","ts":4,\
                        "recv":300,"source":"okx"}],\
                        "gaps":[{"epoch":"m3q0jrnk","from":3,"to":3,"missing":null,"why":"upstream"}],\
                        "next":null}""");
    }

    @Test
    void trades_fetchedLaterOrSuspectOrSimulated_areMarked() throws Exception {
        Head head = new Head(TRADE, EPOCH, 1, 0, 5, "okx", Status.LIVE, true);
        TradeItem item = new TradeItem(1, "a", Side.BUY, Decimal.parse("1"), Decimal.parse("2"), 0, true, true);
        shards.ring.add(new Update.Trades(head, 0, List.of(item)), 0);

        assertThat(get("/v1/trades/okx/BTC-USDT").body())
                .contains(
                        "\"ts\":null,\"recv\":5,\"source\":\"okx\",\"late\":true,\"suspect\":true}],\"gaps\":[],\"next\":null,"
                                + "\"simulated\":true}");
    }

    @Test
    void trades_withoutARange_areTheNewest() throws Exception {
        trades(1, 1, 1);
        assertThat(get("/v1/trades/binance/ETH-USDT").body()).contains("\"seq\":1,");
        trades(2, 250, 2);

        assertThat(seqs(get("/v1/trades/okx/BTC-USDT").body()))
                .hasSize(100)
                .startsWith(151L)
                .endsWith(250L);
        assertThat(seqs(get("/v1/trades/okx/BTC-USDT?limit=1").body())).containsExactly(250L);
    }

    @ParameterizedTest
    @CsvSource({"epoch=m3q0jrnk&from_seq=1, 1", "from=0, 1", "from=40&to=200, 40"})
    void trades_pagedByCursor_areAllThereOnce(String range, long first) throws Exception {
        for (long seq = 1; seq <= 250; seq += 3) {
            trades(seq, seq + 2, seq);
        }

        List<Long> all = new ArrayList<>();
        String cursor = "";
        do {
            String body =
                    get("/v1/trades/okx/BTC-USDT?limit=7&" + range + cursor).body();
            all.addAll(seqs(body));
            Matcher next = Pattern.compile("\"next\":\"([A-Za-z0-9_-]+)\"").matcher(body);
            cursor = next.find() ? "&cursor=" + next.group(1) : "";
        } while (!cursor.isEmpty());

        assertThat(all).isSorted().doesNotHaveDuplicates().startsWith(first);
        assertThat(all.getLast() - all.getFirst()).isEqualTo(all.size() - 1);
    }

    @Test
    void trades_ofAnotherEpoch_areAGap() throws Exception {
        trades(1, 9, 1);

        assertThat(get("/v1/trades/okx/BTC-USDT?epoch=m3q0jrni&from_seq=4").body())
                .isEqualTo("{\"trades\":[],\"gaps\":[{\"epoch\":\"m3q0jrni\",\"from\":4,\"to\":null,"
                        + "\"missing\":null,\"why\":\"epoch\"}],\"next\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch=m3q0jrnk | from_seq goes with epoch, to_seq with both",
                "from_seq=5 | from_seq goes with epoch, to_seq with both",
                "to_seq=5 | from_seq goes with epoch, to_seq with both",
                "epoch=m3q0jrnk&from_seq=5&from=7 | from is a time in microseconds and goes without epoch",
                "epoch=M3Q&from_seq=5 | epoch must be an epoch as messages have it, such as m3q0jrnk",
                "epoch=m3q0jrnk&from_seq=5&to_seq=4 | to_seq must not lie before the start",
                "from=5&to=4 | to must not lie before the start",
                "from=-1 | from must be a whole number from 0 to 2^53 - 1",
                "from=9007199254740992 | from must be a whole number from 0 to 2^53 - 1",
                "from=99999999999999999 | from must be a whole number from 0 to 2^53 - 1",
                "to=1e9 | to must be a whole number from 0 to 2^53 - 1",
                "limit=1001 | limit must be a whole number from 1 to 1000",
                "cursor=xx | cursor must be the next of an answer of this list",
                "cursor=bTNxMGpybms6MA | cursor must be the next of an answer of this list",
                "since=5 | since"
            })
    void trades_badParameter_isNamedWithWhatIsRight(String query, String expected) throws Exception {
        HttpResponse<String> answer = get("/v1/trades/okx/BTC-USDT?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\":\"" + expected);
    }

    private void trades(long from, long to, long recvUs) {
        List<TradeItem> items = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            items.add(new TradeItem(
                    seq, "t" + seq, Side.SELL, Decimal.parse("97110.20"), Decimal.parse("0.010"), seq, false, false));
        }
        shards.ring.add(new Update.Trades(head(to, recvUs), from - 1, items), 0);
    }

    private static Head head(long seq, long recvUs) {
        return new Head(TRADE, EPOCH, seq, 1, recvUs, "okx", Status.LIVE, false);
    }

    private static List<Long> seqs(String body) {
        return Pattern.compile("\"seq\":(\\d+)")
                .matcher(body)
                .results()
                .map(result -> Long.valueOf(result.group(1)))
                .toList();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return rig.get(path);
    }
}
