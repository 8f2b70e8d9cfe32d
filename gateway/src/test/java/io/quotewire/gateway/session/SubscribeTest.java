package io.quotewire.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.quotewire.gateway.session.World.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscribeTest {
    private final World world = new World(World.config(20, 6, 100));
    private final Client client = world.client().welcomed();

    @Test
    void subscribe_answersInOrderThenSnapshotsThenStream() {
        world.quote("quote:okx:BTC-USDT", "5");
        client.send("{'op':'subscribe','id':2,'topics':['quote:okx:BTC-USDT',"
                + "{'topic':'trade:okx:BTC-USDT','rate_ms':0},'ticker:okx:FOO-BAR','fx:USD-CAD']}");
        assertThat(client.received())
                .containsExactly("{'op':'subscribed','id':2,'topics':["
                        + "{'topic':'quote:okx:BTC-USDT','ok':true,'rate_ms':0,'recovered':'snapshot','why':'first'},"
                        + "{'topic':'trade:okx:BTC-USDT','ok':true,'rate_ms':0,'recovered':'snapshot','why':'first'},"
                        + "{'topic':'ticker:okx:FOO-BAR','ok':false,'code':2001,'error':'unknown_topic','near':[]},"
                        + "{'topic':'fx:USD-CAD','ok':false,'code':2001,'error':'unknown_topic','near':[]}]}");

        world.crank();
        world.quote("quote:okx:BTC-USDT", "6");
        world.trade("trade:okx:BTC-USDT");
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{'type':'snapshot','topic':'quote:okx:BTC-USDT'"),
                        second -> assertThat(second).endsWith("'status':'down','data':[]}"),
                        third -> assertThat(third).contains("'seq':2", "'bid':'6'"),
                        fourth -> assertThat(fourth).contains("'prev':0,'seq':1"));
    }

    @Test
    void subscribe_toMany_readsTheCatalogOnce() {
        int before = world.catalogReads;
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','quote:okx:ETH-USDT','trade:okx:*']}");

        assertThat(client.received()).hasSize(1);
        assertThat(world.catalogReads - before).isOne();
    }

    @Test
    void subscribe_toAlmostRightName_isToldNearOnes() {
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USD','qoute:okx:BTC-USDT']}");

        assertThat(client.received().getFirst())
                .contains("'near':['quote:okx:BTC-USDT'")
                .doesNotContain("'near':[]");
    }

    @Test
    void subscribe_withItemRateThatIsNone_refusesTheItem() {
        client.send("{'op':'subscribe','topics':[{'topic':'quote:okx:BTC-USDT','rate_ms':7},'quote:okx:ETH-USDT']}");

        assertThat(client.received().getFirst())
                .contains("{'topic':'quote:okx:BTC-USDT','ok':false,'code':2005,'error':'rate_not_granted'}")
                .contains("{'topic':'quote:okx:ETH-USDT','ok':true");
    }

    @Test
    void wildcard_namesWhatMatchesAndLaterOnesAreAnnounced() {
        client.send("{'op':'subscribe','topics':['quote:okx:*']}");
        assertThat(client.received())
                .containsExactly("{'op':'subscribed','id':null,'topics':[{'topic':'quote:okx:*','ok':true,'rate_ms':0,"
                        + "'matches':['quote:okx:BTC-USDT','quote:okx:ETH-USDT']}]}");
        world.crank();
        client.received();

        world.activate("okx", "FOO-USDT");
        world.pass(1);
        assertThat(client.received())
                .singleElement()
                .asString()
                .startsWith("{'type':'snapshot','topic':'quote:okx:FOO-USDT'");
    }

    @Test
    void wildcard_overTheLimitLater_isToldOnce() {
        client.send("{'op':'subscribe','topics':['quote:okx:*','trade:*:*']}");
        world.crank();
        client.received();
        world.activate("okx", "FOO-USDT");
        world.pass(2);

        assertThat(client.received())
                .containsExactly(
                        "{'op':'error','id':null,'topic':'quote:okx:FOO-USDT','code':2003,'error':'too_many_topics',"
                                + "'message':'6 of 6 used','retry_ms':0}",
                        "{'op':'error','id':null,'topic':'trade:okx:FOO-USDT','code':2003,'error':'too_many_topics',"
                                + "'message':'6 of 6 used','retry_ms':0}");
    }

    @Test
    void wildcard_ofBestOrUnknownVenue_isUnknown() {
        client.send("{'op':'subscribe','topics':['quote:best:*','quote:nowhere:*','quote:*:NO-NO']}");

        assertThat(client.received().getFirst().split("'code':2001", -1)).hasSize(4);
    }

    @Test
    void subscribe_overTheLimit_isRefusedItemByItem() {
        client.send("{'op':'subscribe','topics':['quote:*:*','trade:*:*','quote:best:BTC-USDT','quote:best:ETH-USDT',"
                + "'trade:best:BTC-USDT']}");

        assertThat(client.received().getFirst())
                .contains("{'topic':'trade:*:*','ok':false,'code':2003,'error':'too_many_topics'}")
                .contains("{'topic':'quote:best:ETH-USDT','ok':true")
                .contains("{'topic':'trade:best:BTC-USDT','ok':false,'code':2003,'error':'too_many_topics'}");
    }

    @Test
    void unsubscribe_ofOneOfTwo_keepsTheTopicFlowing() {
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','quote:okx:*']}");
        world.crank();
        client.send("{'op':'unsubscribe','id':3,'topics':['quote:okx:*']}");
        world.quote("quote:okx:BTC-USDT", "5");
        world.quote("quote:okx:ETH-USDT", "5");
        world.crank();
        List<String> received = client.received();
        assertThat(received).contains("{'op':'unsubscribed','id':3,'topics':[{'topic':'quote:okx:*','ok':true}]}");
        assertThat(received.getLast()).contains("'topic':'quote:okx:BTC-USDT'", "'bid':'5'");

        client.send("{'op':'unsubscribe','topics':['quote:okx:BTC-USDT','quote:okx:BTC-USDT']}");
        world.quote("quote:okx:BTC-USDT", "6");
        world.crank();
        assertThat(client.received())
                .containsExactly("{'op':'unsubscribed','id':null,'topics':[{'topic':'quote:okx:BTC-USDT','ok':true},"
                        + "{'topic':'quote:okx:BTC-USDT','ok':false,'code':2002,'error':'not_subscribed'}]}");
    }

    @Test
    void subscribe_again_tellsTheValueAnewAndLetsTheChainGoOn() {
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','trade:okx:BTC-USDT']}");
        world.trade("trade:okx:BTC-USDT");
        world.crank();
        client.received();
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','trade:okx:BTC-USDT']}");
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply)
                                .contains("'recovered':'snapshot','why':'repeated'")
                                .contains("'recovered':'full','epoch':'m3q0jrnk','from':2"),
                        snapshot -> assertThat(snapshot).startsWith("{'type':'snapshot','topic':'quote:okx:BTC-USDT'"));
    }

    @Test
    void resume_ofTrades_isFullFromTheRing_andAGapOfAnotherEpoch() {
        for (int i = 0; i < 5; i++) {
            world.trade("trade:okx:BTC-USDT");
            world.trade("trade:okx:ETH-USDT");
        }
        client.send("{'op':'subscribe','topics':[{'topic':'trade:okx:BTC-USDT','epoch':'m3q0jrnk','seq':5},"
                + "{'topic':'trade:okx:ETH-USDT','epoch':'m3q0jrnk','seq':3},"
                + "{'topic':'trade:binance:BTC-USDT','epoch':'1','seq':3}]}");
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply)
                                .contains("'recovered':'full','epoch':'m3q0jrnk','from':6")
                                .contains("'recovered':'full','epoch':'m3q0jrnk','from':4")
                                .contains("{'topic':'trade:binance:BTC-USDT','ok':true,'rate_ms':0,"
                                        + "'recovered':'gap','why':'epoch'}"),
                        items -> assertThat(items)
                                .contains(
                                        "'topic':'trade:okx:ETH-USDT'", "'prev':3,'seq':5", "[{'seq':4,", "{'seq':5,"),
                        gap -> assertThat(gap).contains("'from':null,'to':0,'missing':null,'why':'epoch'"));
    }

    @Test
    void resume_ofAValue_isFullWhereItIsTheCurrentOne() {
        world.quote("quote:okx:BTC-USDT", "5");
        world.quote("quote:okx:ETH-USDT", "7");
        world.quote("quote:okx:ETH-USDT", "8");
        client.send("{'op':'subscribe','topics':[{'topic':'quote:okx:BTC-USDT','epoch':'m3q0jrnk','seq':1},"
                + "{'topic':'quote:okx:ETH-USDT','epoch':'m3q0jrnk','seq':1}]}");
        world.crank();
        world.quote("quote:okx:BTC-USDT", "6");
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply)
                                .contains("{'topic':'quote:okx:BTC-USDT','ok':true,'rate_ms':0,"
                                        + "'recovered':'full','epoch':'m3q0jrnk','from':2}")
                                .contains("'recovered':'snapshot','why':'too_old'}"),
                        snapshot -> assertThat(snapshot).startsWith("{'type':'snapshot','topic':'quote:okx:ETH-USDT'"),
                        update -> assertThat(update).contains("'type':'update'", "'seq':2", "'bid':'6'"));
    }

    @Test
    void subscribe_againBeforeTheAnswerHasBegun_saysTheSameAgain() {
        world.quote("quote:okx:BTC-USDT", "5");
        world.trade("trade:okx:BTC-USDT");
        client.send(
                "{'op':'subscribe','topics':[{'topic':'quote:okx:BTC-USDT','epoch':'m3q0jrnk','seq':1},"
                        + "'quote:okx:BTC-USDT',{'topic':'trade:okx:BTC-USDT','epoch':'m3q0jrnk','seq':0},'trade:okx:BTC-USDT']}");
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply)
                                .contains("'topic':'quote:okx:BTC-USDT','ok':true,'rate_ms':0,'recovered':'full',"
                                        + "'epoch':'m3q0jrnk','from':2},{'topic':'quote:okx:BTC-USDT','ok':true,"
                                        + "'rate_ms':0,'recovered':'full','epoch':'m3q0jrnk','from':2}")
                                .doesNotContain("snapshot"),
                        items -> assertThat(items).contains("'prev':0,'seq':1"));
    }

    @Test
    void resume_fromATime_beginsWithTheFirstItemFromThenOn() {
        for (int i = 0; i < 5; i++) {
            world.trade("trade:okx:BTC-USDT");
            world.nowUs += 1_000;
        }
        long third = world.nowUs - 3_000;
        client.send("{'op':'subscribe','id':1,'topics':[{'topic':'trade:okx:BTC-USDT','from':{'ts':%d}}]}"
                .formatted(third));
        client.send("{'op':'ping','id':2}"); // Waits for its turn.
        assertThat(client.received()).isEmpty();
        world.crank();
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply).contains("'recovered':'full','epoch':'m3q0jrnk','from':3"),
                        pong -> assertThat(pong).contains("'op':'pong','id':2"),
                        items -> assertThat(items).contains("'prev':2,'seq':5", "[{'seq':3,"));
    }

    @Test
    void resume_fromATimeBeforeAllThatIsKept_isAGapAndThenAllThatIs() {
        world.trade("trade:okx:BTC-USDT");
        world.trade("trade:okx:BTC-USDT");
        client.send("{'op':'subscribe','topics':[{'topic':'trade:okx:BTC-USDT','from':{'ts':5}},"
                + "{'topic':'quote:okx:BTC-USDT','from':{'ts':5}}]}");
        world.crank();
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply)
                                .contains(
                                        "'recovered':'gap','why':'too_old'", "'recovered':'snapshot','why':'too_old'"),
                        gap -> assertThat(gap).contains("'from':null,'to':0,'missing':null,'why':'too_old'"),
                        items -> assertThat(items).contains("'prev':0,'seq':2", "[{'seq':1,"),
                        snapshot -> assertThat(snapshot).startsWith("{'type':'snapshot','topic':'quote:okx:BTC-USDT'"));
    }

    @Test
    void end_whileATimeIsLookedFor_isNoFault() {
        client.send("{'op':'subscribe','topics':[{'topic':'trade:okx:BTC-USDT','from':{'ts':5}}]}");
        client.socket.finishAndReleaseAll();
        world.crank();
        world.crank();

        assertThat(world.cranked.topics()).isZero();
    }

    @Test
    void statusOfSources_isATopicLikeOthers_alsoAsAWildcard() {
        client.send("{'op':'subscribe','topics':['status:*','status:okxx']}");

        assertThat(client.received().getFirst())
                .contains("{'topic':'status:*','ok':true,'rate_ms':0,'matches':['status:binance','status:okx']}")
                .contains("'error':'unknown_topic','near':['status:okx']");
        world.crank();
        assertThat(client.received())
                .hasSize(2)
                .allSatisfy(
                        snapshot -> assertThat(snapshot).contains("'type':'snapshot','topic':'status:", "'data':null"));
        assertThat(world.demanded).isEmpty();
    }

    @Test
    void changeOfRate_tellsAValueAnew_andLetsItemsGoOn() {
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','trade:okx:BTC-USDT']}");
        world.quote("quote:okx:BTC-USDT", "5");
        world.trade("trade:okx:BTC-USDT");
        world.crank();
        world.trade("trade:okx:BTC-USDT");
        world.crank();
        client.received();
        client.send("{'op':'subscribe','rate_ms':250,'topics':['quote:okx:BTC-USDT','trade:okx:BTC-USDT']}");
        world.trade("trade:okx:BTC-USDT");
        world.crank();

        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply)
                                .contains("'rate_ms':250,'recovered':'snapshot','why':'rate'")
                                .contains("'rate_ms':250,'recovered':'full','epoch':'m3q0jrnk','from':3"),
                        snapshot -> assertThat(snapshot).contains("'type':'snapshot','topic':'quote:okx:BTC-USDT'"),
                        item -> assertThat(item).contains("'prev':2,'seq':3"));
        client.send("{'op':'list','id':4}");
        assertThat(client.received().getFirst())
                .contains("{'topic':'quote:okx:BTC-USDT','rate_ms':250,'seq':1}")
                .contains("{'topic':'trade:okx:BTC-USDT','rate_ms':250,'seq':3}");
    }

    @Test
    void rate_ofAnExactTopic_winsOverThatOfAWildcard_untilItIsGone() {
        client.send("{'op':'subscribe','rate_ms':1000,'topics':['quote:okx:BTC-USDT']}");
        client.send("{'op':'subscribe','rate_ms':100,'topics':['quote:okx:*']}");
        client.send("{'op':'subscribe','rate_ms':5000,'topics':['quote:*:BTC-USDT']}");
        world.crank();
        client.received();
        client.send("{'op':'list'}");
        assertThat(client.received().getFirst())
                .contains("{'topic':'quote:okx:BTC-USDT','rate_ms':1000,")
                .contains("{'topic':'quote:okx:ETH-USDT','rate_ms':100,")
                .contains("{'topic':'quote:binance:BTC-USDT','rate_ms':5000,");

        client.send("{'op':'unsubscribe','topics':['quote:okx:BTC-USDT']}");
        client.send("{'op':'list'}");
        assertThat(client.received().getLast()).contains("{'topic':'quote:okx:BTC-USDT','rate_ms':100,");
        client.send("{'op':'unsubscribe','topics':['quote:okx:*']}");
        client.send("{'op':'list'}");
        assertThat(client.received().getLast())
                .contains("{'topic':'quote:okx:BTC-USDT','rate_ms':5000,")
                .doesNotContain("quote:okx:ETH-USDT");
    }

    @Test
    void list_tellsTopicsWithTheirLastNumbers() {
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT']}");
        world.quote("quote:okx:BTC-USDT", "5");
        world.crank();
        client.send("{'op':'subscribe','topics':['quote:okx:ETH-USDT']}").received();
        client.send("{'op':'list','id':4}");

        assertThat(client.received())
                .containsExactly("{'op':'topics','id':4,'topics':["
                        + "{'topic':'quote:okx:BTC-USDT','rate_ms':0,'seq':1},"
                        + "{'topic':'quote:okx:ETH-USDT','rate_ms':0,'seq':null}]}");
    }

    @Test
    void resync_givesASnapshotOrWhatFollows() {
        client.send("{'op':'subscribe','topics':['quote:okx:BTC-USDT','trade:okx:BTC-USDT']}");
        world.trade("trade:okx:BTC-USDT");
        world.trade("trade:okx:BTC-USDT");
        world.crank();
        client.received();
        client.send("{'op':'resync','id':5,'topics':['quote:okx:BTC-USDT','quote:okx:ETH-USDT',"
                + "{'topic':'trade:okx:BTC-USDT','epoch':'m3q0jrnk','seq':1}]}");
        world.crank();
        assertThat(client.received())
                .satisfiesExactly(
                        reply -> assertThat(reply)
                                .isEqualTo("{'op':'resynced','id':5,'topics':[{'topic':'quote:okx:BTC-USDT','ok':true},"
                                        + "{'topic':'quote:okx:ETH-USDT','ok':false,'code':2002,'error':'not_subscribed'},"
                                        + "{'topic':'trade:okx:BTC-USDT','ok':true,"
                                        + "'recovered':'full','epoch':'m3q0jrnk','from':2}]}"),
                        snapshot -> assertThat(snapshot).contains("'type':'snapshot','topic':'quote:okx:BTC-USDT'"),
                        items -> assertThat(items).contains("'prev':1,'seq':2", "[{'seq':2,"));

        client.send("{'op':'resync','topics':[{'topic':'trade:okx:BTC-USDT','epoch':'m3q0jrnk','seq':2}]}");
        assertThat(client.received())
                .containsExactly("{'op':'resynced','id':null,'topics':[{'topic':'trade:okx:BTC-USDT','ok':true,"
                        + "'recovered':'full','epoch':'m3q0jrnk','from':3}]}");
    }

    @Test
    void demand_isToldOnceAndTakenBackAMinuteAfterTheLast() {
        Client second = world.client().welcomed();
        client.send("{'op':'subscribe','topics':['quote:okx:FOO-USDT','trade:okx:FOO-USDT']}");
        second.send("{'op':'subscribe','topics':['quote:best:FOO-USDT']}");
        assertThat(world.demanded).containsExactly("+okx:FOO-USDT");

        client.send("{'op':'unsubscribe','topics':['quote:okx:FOO-USDT','trade:okx:FOO-USDT']}");
        passAlive(61, second);
        assertThat(world.demanded).hasSize(1);
        second.send("{'op':'unsubscribe','topics':['quote:best:FOO-USDT']}");
        passAlive(59, second);
        assertThat(world.demanded).hasSize(1);
        passAlive(1, second);
        assertThat(world.demanded).containsExactly("+okx:FOO-USDT", "-okx:FOO-USDT");
    }

    @Test
    void demand_ofAWildcard_outlivesTheExactSubscriptionThatBeganIt() {
        world.activate("okx", "FOO-USDT");
        world.pass(1);
        client.send("{'op':'subscribe','topics':['quote:okx:FOO-USDT','quote:okx:*']}");
        client.send("{'op':'unsubscribe','topics':['quote:okx:FOO-USDT']}");
        passAlive(61, client);
        assertThat(world.demanded).doesNotContain("-okx:FOO-USDT").contains("+okx:FOO-USDT", "+okx:BTC-USDT");

        client.send("{'op':'unsubscribe','topics':['quote:okx:*']}");
        passAlive(61, client);
        assertThat(world.demanded).contains("-okx:FOO-USDT", "-okx:BTC-USDT");
        assertThat(world.ledger.size()).isZero();
    }

    @Test
    void demand_ofAListingThatAWildcardFindsLater_isTold() {
        client.send("{'op':'subscribe','topics':['quote:okx:*']}");
        world.activate("okx", "FOO-USDT");
        world.pass(1);

        assertThat(world.demanded).contains("+okx:FOO-USDT");
    }

    @Test
    void demand_ofBest_followsVenuesThatListItLater() {
        client.send("{'op':'subscribe','topics':['quote:best:FOO-USDT']}");
        assertThat(world.demanded).containsExactly("+okx:FOO-USDT");

        world.activate("binance", "FOO-USDT");
        passAlive(61, client);
        assertThat(world.demanded).containsExactly("+okx:FOO-USDT", "+binance:FOO-USDT");

        client.send("{'op':'unsubscribe','topics':['quote:best:FOO-USDT']}");
        passAlive(61, client);
        assertThat(world.ledger.size()).isZero();
    }

    @Test
    void demand_ofABook_isNotThatOfPrices_andOfBestThatOfAllVenues() {
        client.send("{'op':'subscribe','topics':['book.5:best:BTC-USDT','book.50:okx:BTC-USDT','quote:okx:BTC-USDT']}");
        assertThat(world.demanded).containsExactly("+okx:BTC-USDT book", "+binance:BTC-USDT book", "+okx:BTC-USDT");

        client.send("{'op':'unsubscribe','topics':['book.5:best:BTC-USDT']}");
        passAlive(61, client);
        assertThat(world.demanded).endsWith("-binance:BTC-USDT book").doesNotContain("-okx:BTC-USDT book");

        client.send("{'op':'unsubscribe','topics':['book.50:okx:BTC-USDT','quote:okx:BTC-USDT']}");
        passAlive(61, client);
        assertThat(world.demanded).contains("-okx:BTC-USDT book", "-okx:BTC-USDT");
        assertThat(world.ledger.size()).isZero();
    }

    @Test
    void subscribe_toABook_isAnsweredBySnapshots_alsoAgainAndOnResync() {
        client.send("{'op':'subscribe','id':1,'topics':[{'topic':'book.5:okx:BTC-USDT','epoch':'m3q0jrnk','seq':7}]}");
        world.crank();
        client.send("{'op':'subscribe','id':2,'topics':['book.5:okx:BTC-USDT']}");
        world.crank();
        client.send("{'op':'resync','id':3,'topics':[{'topic':'book.5:okx:BTC-USDT','epoch':'m3q0jrnk','seq':7}]}");
        world.crank();

        String snapshot = "{'type':'snapshot','topic':'book.5:okx:BTC-USDT','epoch':'m3q0jrnk','seq':0,'ts':null,"
                + "'recv':null,'source':'okx','status':'down','data':null}";
        assertThat(client.received())
                .containsExactly(
                        "{'op':'subscribed','id':1,'topics':[{'topic':'book.5:okx:BTC-USDT','ok':true,'rate_ms':0,"
                                + "'recovered':'snapshot','why':'first'}]}",
                        snapshot,
                        "{'op':'subscribed','id':2,'topics':[{'topic':'book.5:okx:BTC-USDT','ok':true,'rate_ms':0,"
                                + "'recovered':'snapshot','why':'repeated'}]}",
                        snapshot,
                        "{'op':'resynced','id':3,'topics':[{'topic':'book.5:okx:BTC-USDT','ok':true}]}",
                        snapshot);
    }

    @Test
    void subscribe_toADepthThatThereIsNot_namesThoseNear() {
        client.send("{'op':'subscribe','id':1,'topics':['book.25:okx:BTC-USDT']}");

        assertThat(client.received().getFirst())
                .contains("'ok':false,'code':2001,'error':'unknown_topic','near':['book.", ":okx:BTC-USDT'");
    }

    private void passAlive(int seconds, Client alive) {
        for (int i = 0; i < seconds; i++) {
            world.pass(1);
            alive.socket.writeInbound(new PongWebSocketFrame());
        }
    }
}
