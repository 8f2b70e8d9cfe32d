package io.quotewire.lab.host;

import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import java.util.Collection;
import java.util.function.Consumer;

/** A backstage that has manners and no data. */
record BareStage(Stage stage) implements Backstage {
    @Override
    public void rest(String uri, Consumer<HttpAnswer> asker) {
        asker.accept(HttpAnswer.text(404, "nothing"));
    }

    @Override
    public void subscribe(Client client, Collection<StreamKey> keys) {}

    @Override
    public void unsubscribe(Client client, Collection<StreamKey> keys) {}

    @Override
    public void roomAgain() {}
}
