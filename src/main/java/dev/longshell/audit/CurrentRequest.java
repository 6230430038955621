package dev.longshell.audit;

/** What the audit knows of the request that this thread serves: where it came from, and whether its refusal is recorded already. Its door begins it first of all and ends it last. */
public final class CurrentRequest {
    private static final ThreadLocal<CurrentRequest> CURRENT = new ThreadLocal<>();

    private final String address;
    private boolean refusalRecorded;

    private CurrentRequest(String address) {
        this.address = address;
    }

    public static void begin(String address) {
        CURRENT.set(new CurrentRequest(address));
    }

    public static void end() {
        CURRENT.remove();
    }

    /** Null where no request is served. */
    static String address() {
        CurrentRequest request = CURRENT.get();
        return request == null ? null : request.address;
    }

    static void refusalIsRecorded() {
        CurrentRequest request = CURRENT.get();
        if (request != null) {
            request.refusalRecorded = true;
        }
    }

    static boolean isRefusalRecorded() {
        CurrentRequest request = CURRENT.get();
        return request != null && request.refusalRecorded;
    }
}
