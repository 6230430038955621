package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Call;
import dev.longshell.wire.Frame;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.Json;
import dev.longshell.wire.Refusal;
import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.Tag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A gateway that asks: each REQUEST is answered by a REPLY or a REFUSAL of the same number, and REPORTs come unasked. Knows nothing of PTYs. */
final class ControlLine implements Line {
    private static final Logger LOG = Logger.getLogger(ControlLine.class.getName());
    private static final String DONE = "{}";
    private static final long RETRY_AFTER_MILLIS = 500;

    private final Connection connection;
    private final SessionTable sessions;
    private final Reports reports;
    private final Executor worker;
    private final Runnable shutdown;
    private final Runnable retire;

    ControlLine(Connection connection, Greeting.Door door) {
        this.connection = connection;
        this.sessions = door.sessions();
        this.reports = door.reports();
        this.worker = door.worker();
        this.shutdown = door.shutdown();
        this.retire = door.retire();
        reports.add(connection);
    }

    @Override
    public boolean frame(ByteBuffer frame) {
        byte tag = frame.get();
        if (tag == Tag.PING && frame.remaining() == Long.BYTES) {
            connection.send(Frame.number(Tag.PONG, frame.getLong()));
        }
        if (tag == Tag.REQUEST) {
            request(frame);
        }
        return true;
    }

    private void request(ByteBuffer frame) {
        if (frame.remaining() < Integer.BYTES) {
            throw new FaultException(Fault.MALFORMED_FRAME, "A REQUEST without a number.");
        }
        int number = frame.getInt();
        try {
            Call call = Json.read(Frame.text(frame), Call.class);
            if (call.verb() == null) {
                throw new FaultException(Fault.INVALID_PARAMETER, "A verb that this keeper does not know.");
            }
            if (call.verb() == Call.Verb.OPEN) {
                open(number, call);
            } else if (call.verb() == Call.Verb.LIST) {
                list(number);
            } else if (call.verb() == Call.Verb.SCREEN) {
                screen(number, call);
            } else if (call.verb() == Call.Verb.RETIRE) {
                retire.run();
                reply(number, DONE);
                reports.dismiss();
            } else {
                reply(number, answer(call));
            }
        } catch (RuntimeException e) {
            refuse(number, e);
        }
    }

    /** Starting a process takes milliseconds: the session's own thread does it and answers. */
    private void open(int number, Call call) {
        if (call.open() == null) {
            throw new FaultException(Fault.INVALID_PARAMETER, "OPEN without a session.");
        }
        sessions.open(call.open(), session -> reply(number, Json.write(session.report())), fault -> refuse(number, fault));
    }

    /** Looking at the foreground processes of a hundred sessions takes milliseconds: beside the keys of others. */
    private void list(int number) {
        connection.server().timer().execute(() -> {
            try {
                reply(number, Json.write(sessions.reports()));
            } catch (RuntimeException e) {
                refuse(number, e);
            }
        });
    }

    /** Unpacking and writing thousands of lines takes milliseconds. */
    private void screen(int number, Call call) {
        worker.execute(() -> {
            try {
                requireRoom();
                screenOf(call.session(), call.history()).thenApplyAsync(ScreenReports::fitting, worker).whenComplete((json, failure) -> {
                    if (failure == null) {
                        reply(number, json);
                    } else {
                        refuse(number, failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure));
                    }
                });
            } catch (RuntimeException e) {
                refuse(number, e);
            }
        });
    }

    /** Of a session that is here or of which something is left. */
    private CompletableFuture<ScreenReport> screenOf(String id, HistoryWish history) {
        CompletableFuture<ScreenReport> shown = new CompletableFuture<>();
        Checkpoint left = sessions.has(id) ? null : sessions.files().read(id);
        if (left == null) {
            sessions.find(id).screen(history, shown::complete);
        } else {
            shown.complete(ScreenReports.of(left.screen(), history));
        }
        return shown;
    }

    private void requireRoom() {
        if (connection.isCrowded()) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "Answers wait to be read.", RETRY_AFTER_MILLIS, null);
        }
    }

    private String answer(Call call) {
        switch (call.verb()) {
            case INSPECT:
                return Json.write(sessions.find(call.session()).report());
            case INPUT:
                sessions.find(call.session()).type(bytes(call.paste()), keys(call));
                return DONE;
            case RESIZE:
                sessions.find(call.session()).resize(call.columns(), call.rows());
                return DONE;
            case SIGNAL:
                sessions.find(call.session()).signal(SignalName.number(call.signal()));
                return DONE;
            case KILL:
                sessions.kill(call.session());
                return DONE;
            case EXPIRE:
                sessions.expire(call.session(), call.idleMillis());
                return DONE;
            case EXTEND:
                sessions.find(call.session()).extend();
                return DONE;
            case DISMISS:
                sessions.find(call.session()).dismiss(call.share());
                return DONE;
            case FORGET:
                sessions.forget(call.session());
                return DONE;
            case SHUTDOWN:
                shutdown.run();
                return DONE;
            default:
                throw new FaultException(Fault.INVALID_PARAMETER, "A verb that this keeper does not know.");
        }
    }

    private static byte[] keys(Call call) {
        if (call.input() == null && call.paste() == null) {
            throw new FaultException(Fault.INVALID_PARAMETER, "INPUT without bytes.");
        }
        return call.input() == null ? new byte[0] : bytes(call.input());
    }

    private static byte[] bytes(String latin) {
        return latin == null ? null : latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void reply(int number, String json) {
        connection.send(Frame.numbered(Tag.REPLY, number, json));
    }

    private void refuse(int number, RuntimeException e) {
        FaultException fault = e instanceof FaultException known ? known : unexpected(e);
        connection.send(Frame.numbered(Tag.REFUSAL, number, Json.write(new Refusal(fault.fault().code(), fault.getMessage()))));
    }

    private static FaultException unexpected(RuntimeException e) {
        LOG.log(Level.SEVERE, "A request failed", e);
        return new FaultException(Fault.INTERNAL, "The keeper failed; its log says more.", e);
    }

    @Override
    public boolean overtakes(ByteBuffer frame) {
        return false;
    }

    @Override
    public void drained() {
        // answers are sent whole
    }

    @Override
    public void closed() {
        reports.remove(connection);
    }
}
