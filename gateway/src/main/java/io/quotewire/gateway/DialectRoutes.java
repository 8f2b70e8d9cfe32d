package io.quotewire.gateway;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.dialect.Dialect;
import io.quotewire.gateway.dialect.Place;
import io.quotewire.gateway.dialect.Talk;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.http.WebSocketUpgrade;
import io.quotewire.gateway.session.Sessions;
import java.util.List;

/** The addresses of dialects: who asks for a WebSocket there gets a session, who does not gets an answer. Any thread. */
final class DialectRoutes {
    private final Sessions sessions;

    DialectRoutes(Sessions sessions) {
        this.sessions = sessions;
    }

    List<Route> routes(List<Dialect> dialects) {
        return dialects.stream()
                .flatMap(dialect -> dialect.places().stream())
                .map(this::route)
                .toList();
    }

    private Route route(Place place) {
        Encoding words = sessions.words(place);
        return new Route(place.template(), place.parameters(), false, request -> answer(request, place, words));
    }

    private Response answer(Request request, Place place, Encoding words) {
        if (!WebSocketUpgrade.isAsked(request)) {
            return place.read(request, sessions.outlook(request.principal()));
        }
        Talk talk = place.talk(request, sessions.outlook(request.principal()));
        return WebSocketUpgrade.accept(request, pipeline -> takeOver(pipeline, talk, words, request.principal()));
    }

    /** No encoder: what a session sends are finished frames. */
    private void takeOver(ChannelPipeline pipeline, Talk talk, Encoding words, Principal who) {
        EventLoop loop = (EventLoop) pipeline.firstContext().executor();
        pipeline.addLast(
                new WebSocket13FrameDecoder(sessions.decoderConfig(false)),
                sessions.dialectFor(loop, talk, words, who));
    }
}
