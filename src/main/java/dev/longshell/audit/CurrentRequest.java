package dev.longshell.audit;

/** What the audit knows of the request that this thread serves: where it came from, and whether its refusal is recorded already. Its door begins it first of all and ends it last. */
public final class CurrentRequest {
    /** Values of the JDK's own classes: a request that goes on while this application is undeployed never ends here, and its thread must not keep the application in memory. */
    private static final ThreadLocal<String> ADDRESS = new ThreadLocal<>();
    private static final ThreadLocal<Boolean> REFUSAL_RECORDED = new ThreadLocal<>();

    private CurrentRequest() {
    }

    public static void begin(String address) {
        ADDRESS.set(address);
        REFUSAL_RECORDED.remove();
    }

    public static void end() {
        ADDRESS.remove();
        REFUSAL_RECORDED.remove();
    }

    /** Null where no request is served. */
    static String address() {
        return ADDRESS.get();
    }

    static void refusalIsRecorded() {
        if (ADDRESS.get() != null) {
            REFUSAL_RECORDED.set(true);
        }
    }

    static boolean isRefusalRecorded() {
        return Boolean.TRUE.equals(REFUSAL_RECORDED.get());
    }
}
