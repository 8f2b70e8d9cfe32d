package io.quotewire.lab.simulate;

import io.quotewire.lab.host.HttpAnswer;
import io.quotewire.lab.script.Answer;
import io.quotewire.lab.script.Script;
import java.util.Map;

/** What a venue answers to who has asked too much: its own words, and when to come again. */
final class TooMany {
    private TooMany() {}

    static HttpAnswer answer(Script script, boolean banned, long seconds, long nowUs) {
        Answer answer = script.tooMany(banned, nowUs + seconds * 1_000_000);
        return HttpAnswer.json(answer.status(), answer.body()).with(Map.of("Retry-After", Long.toString(seconds)));
    }
}
