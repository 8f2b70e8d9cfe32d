package io.quotewire.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.gateway.wire.Command.Item;
import io.quotewire.gateway.wire.Command.Position;
import io.quotewire.model.Epoch;
import io.quotewire.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {
    @Test
    void subscribe_withEverything_isRead() throws BadCommand {
        Command command = read("{'op':'subscribe','id':2,'rate_ms':250,'topics':['ticker:*:ETH-USDT',"
                + "{'topic':'trade:okx:BTC-USDT','rate_ms':0,'epoch':'m3q0jrnk','seq':5501},"
                + "{'topic':'trade:okx:ETH-USDT','from':{'ts':17}}]}");

        assertThat(command)
                .isEqualTo(new Command.Subscribe(
                        2L,
                        List.of(
                                new Item("ticker:*:ETH-USDT", Rate.MS_250, null),
                                new Item(
                                        "trade:okx:BTC-USDT",
                                        Rate.EVERYTHING,
                                        new Position.Behind(Epoch.parse("m3q0jrnk"), 5501)),
                                new Item("trade:okx:ETH-USDT", Rate.MS_250, new Position.Since(17)))));
    }

    @Test
    void others_areRead() throws BadCommand {
        assertThat(read("{'op':'auth','id':1,'token':'x'}")).isEqualTo(new Command.Auth(1L, "x"));
        assertThat(read("{'id':3,'topics':['a:b:c'],'op':'unsubscribe'}"))
                .isEqualTo(new Command.Unsubscribe(3L, List.of(new Item("a:b:c", Rate.EVERYTHING, null))));
        assertThat(read("{'op':'list'}")).isEqualTo(new Command.ListTopics(null));
        assertThat(read("{'op':'resync','id':5,'topics':[{'topic':'a:b:c','epoch':'1','seq':0}]}"))
                .isEqualTo(new Command.Resync(
                        5L, List.of(new Item("a:b:c", Rate.EVERYTHING, new Position.Behind(new Epoch(1), 0)))));
        assertThat(read(" {\"op\" : \"p\\u0069ng\", \"id\" : 9007199254740991 } "))
                .isEqualTo(new Command.Ping(9007199254740991L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BAD_JSON      | -1 | x
            BAD_JSON      | -1 | []
            BAD_JSON      | -1 | 'ping'
            BAD_JSON      | -1 | {'op':'ping'
            BAD_JSON      | -1 | {'op':'ping'}}
            BAD_JSON      | -1 | {'op':'ping'}{}
            BAD_JSON      | -1 | {'op':'ping','op':'ping'}
            BAD_JSON      | 3  | {'id':3,'op':'ping','id':4}
            BAD_JSON      | 3  | {'id':3,'op':'subscribe','topics':[{'topic':'a','topic':'b'}]}
            BAD_JSON      | -1 | {'op':NaN}
            BAD_JSON      | -1 | {op:'ping'}
            BAD_JSON      | -1 | {'op':'ping',}
            BAD_JSON      | -1 | {'a':[[[[[[[[[1]]]]]]]]]}
            BAD_JSON      | 1  | {'id':1,'a':11111111111111111111111111111111111111111111111111111111111111111}
            UNKNOWN_OP    | 7  | {'op':'fly','id':7,'wings':2}
            UNKNOWN_OP    | -1 | {'op':''}
            UNKNOWN_FIELD | 7  | {'op':'ping','id':7,'speed':1}
            UNKNOWN_FIELD | 7  | {'op':'ping','id':7,'topics':[]}
            UNKNOWN_FIELD | 7  | {'op':'resync','id':7,'topics':[{'topic':'a:b:c','rate_ms':0}]}
            UNKNOWN_FIELD | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a:b:c','depth':5}]}
            UNKNOWN_FIELD | 7  | {'op':'unsubscribe','id':7,'topics':[{'topic':'a:b:c','seq':5}]}
            BAD_FIELD     | 7  | {'id':7}
            BAD_FIELD     | 7  | {'op':5,'id':7}
            BAD_FIELD     | 7  | {'op':null,'id':7}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':'a:b:c'}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[5]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[null]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[['a:b:c']]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','epoch':'1'}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','seq':1}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','epoch':'-1','seq':1}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','epoch':'1','seq':-1}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','epoch':'1','seq':1.5}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','epoch':'1','seq':1,'from':{'ts':1}}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','from':5}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','from':{}}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[{'topic':'a','from':{'ts':1,'x':2}}]}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[],'rate_ms':'0'}
            BAD_FIELD     | 7  | {'op':'subscribe','id':7,'topics':[],'rate_ms':null}
            RATE_NOT_GRANTED | 7 | {'op':'subscribe','id':7,'topics':[],'rate_ms':7}
            RATE_NOT_GRANTED | 7 | {'op':'subscribe','id':7,'topics':[],'rate_ms':4294967296}
            BAD_ID        | -1 | {'op':'ping','id':'7'}
            BAD_ID        | -1 | {'op':'ping','id':null}
            BAD_ID        | -1 | {'op':'ping','id':-1}
            BAD_ID        | -1 | {'op':'ping','id':1.0}
            BAD_ID        | -1 | {'op':'ping','id':{'a':[1]}}
            BAD_ID        | -1 | {'op':'ping','id':9007199254740992}
            BAD_ID        | -1 | {'op':'ping','id':99999999999999999999}
            """)
    void read_ofAnythingElse_refusesWithCodeAndId(ErrorCode code, long id, String message) {
        assertThatThrownBy(() -> read(message)).isInstanceOfSatisfying(BadCommand.class, bad -> {
            assertThat(bad.code()).isEqualTo(code);
            assertThat(bad.id()).isEqualTo(id < 0 ? null : id);
            assertThat(bad.reason()).isNotEmpty().hasSizeLessThan(200);
        });
    }

    @Test
    void read_ofLongTopicAndTooMany_refuses() {
        assertThatThrownBy(() -> read("{'op':'subscribe','topics':['" + "a".repeat(81) + "']}"))
                .isInstanceOfSatisfying(
                        BadCommand.class, bad -> assertThat(bad.code()).isEqualTo(ErrorCode.BAD_FIELD));
        assertThatThrownBy(() -> read("{'op':'subscribe','topics':[" + "'a',".repeat(1000) + "'a']}"))
                .isInstanceOfSatisfying(
                        BadCommand.class, bad -> assertThat(bad.code()).isEqualTo(ErrorCode.BAD_FIELD));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void read_ofDamagedMessages_neverDoesWorseThanRefuse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String whole = "{\"op\":\"subscribe\",\"id\":2,\"rate_ms\":250,\"topics\":[\"ticker:*:ETH-USDT\","
                + "{\"topic\":\"trade:okx:BTC-USDT\",\"rate_ms\":0,\"epoch\":\"m3q0jrnk\",\"seq\":5501},"
                + "{\"topic\":\"trade:okx:ETH-USDT\",\"from\":{\"ts\":17}}]}";
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = whole.getBytes(StandardCharsets.US_ASCII);
            for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            try {
                assertThat(CommandReader.read(new String(bytes, StandardCharsets.US_ASCII)))
                        .isNotNull();
            } catch (BadCommand bad) {
                assertThat(bad.reason()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    private Command read(String message) throws BadCommand {
        return CommandReader.read(message.replace('\'', '"'));
    }
}
