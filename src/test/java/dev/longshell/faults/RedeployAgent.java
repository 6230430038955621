package dev.longshell.faults;

import java.io.File;

/** Runs inside a server: has Payara Micro give up the WAR and deploy it again; knows nothing of what the WAR does. Payara is looked up by name, as it is in no test's class path. */
public final class RedeployAgent {
    private static final String APPLICATION = "ROOT";

    private RedeployAgent() {
    }

    /** @param war the file to deploy */
    public static void agentmain(String war) throws ReflectiveOperationException {
        Object payara = Class.forName("fish.payara.micro.PayaraMicro").getMethod("getInstance").invoke(null);
        Object runtime = payara.getClass().getMethod("getRuntime").invoke(payara);
        runtime.getClass().getMethod("undeploy", String.class).invoke(runtime, APPLICATION);
        if (!(boolean) runtime.getClass().getMethod("deploy", File.class).invoke(runtime, new File(war))) {
            throw new IllegalStateException(war + " was not deployed");
        }
    }
}
