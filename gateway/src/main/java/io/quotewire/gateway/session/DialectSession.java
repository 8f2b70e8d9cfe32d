package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.dialect.Line;
import io.quotewire.gateway.dialect.Message;
import io.quotewire.gateway.dialect.Outlook;
import io.quotewire.gateway.dialect.Talk;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import java.util.List;

/**
 * One connection on which a dialect is spoken, last in its channel's pipeline.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class DialectSession extends FramedGuest implements Line {
    private final Talk talk;
    private final Outlook outlook;

    /** @param words in which changes are told */
    DialectSession(SessionGroup group, House house, Talk talk, Encoding words, Principal sender) {
        super(group, house, words, sender, false, Math.max(house.config().commandsPerS(), talk.messagesPerS()));
        this.talk = talk;
        this.outlook = new HouseOutlook(house, sender.entitlement());
    }

    @Override
    void welcome(Life now, long nowUs) {
        talk.begin(this);
    }

    @Override
    void hear(Life now, Message message) {
        talk.hear(this, message);
    }

    @Override
    void tooFast(Life now, Message message, long retryMs) {
        talk.tooFast(this, retryMs);
    }

    @Override
    boolean speak(Life now, long nowUs) {
        return false;
    }

    /** The close says it all: older clients have no other word for it. */
    @Override
    void sayGoodbye(Life now, CloseReason reason, long retryMs) {}

    @Override
    public Outlook outlook() {
        return outlook;
    }

    @Override
    public JsonWriter json() {
        return group().json();
    }

    @Override
    public void say(JsonWriter json) {
        Life now = present();
        if (now != null) {
            now.outbox().say(json);
        }
    }

    @Override
    public void refuse(ErrorCode code, JsonWriter json) {
        house().tally().refused(code);
        say(json);
    }

    @Override
    public boolean follow(Topic topic) {
        Life now = present();
        if (now == null || !mayHave(now, topic)) {
            return false;
        }
        now.subscriptions().addExact(topic, Rate.EVERYTHING, listings(topic), null);
        return true;
    }

    @Override
    public boolean want(Topic topic) {
        Life now = present();
        if (now == null || !mayHave(now, topic)) {
            return false;
        }
        if (!now.subscriptions().isWanted(topic)) {
            now.subscriptions().addWanted(topic, listings(topic));
        }
        return true;
    }

    private static boolean mayHave(Life now, Topic topic) {
        Entitlement entitlement = now.pass().entitlement();
        return now.subscriptions().hasRoomFor(topic)
                && entitlement.sees(topic)
                && entitlement.grants(Rate.EVERYTHING.ms());
    }

    private List<Listing> listings(Topic topic) {
        return Matcher.listings(house().directory().catalog(), topic);
    }
}
