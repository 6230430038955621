package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Call;

/** One keeper as the gateway deals with it: asked behind its own breaker, and attached to; knows nothing of other keepers. */
record Keeping(KeeperDoor door, Supervisor supervisor, Breaker breaker) {
    String ask(Call call) {
        return breaker.call(() -> supervisor.control().ask(call));
    }

    /** Returns once the line stands. @throws dev.longshell.fault.FaultException KEEPER_UNAVAILABLE */
    void awaitLine() {
        breaker.call(supervisor::control);
    }

    Attachment attach(Attach attach, ViewerSink sink) {
        Control control = supervisor.control();
        control.refuseWhenStalled();
        return ViewerLine.open(door, control.process(), attach, sink);
    }
}
