package dev.longshell.attack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of 127.0.0.1 and its key as an operator has them, made anew; and what trusts that certificate and no other. */
record PemFiles(Path certificate, Path key, SSLContext trust) {
    private static final String PASSWORD = "only for this test";

    static PemFiles make(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("made.p12");
        int made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", "one",
                "-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
                .redirectErrorStream(true).redirectOutput(folder.resolve("keytool.log").toFile()).start().waitFor();
        if (made != 0) {
            throw new IOException("keytool: " + Files.readString(folder.resolve("keytool.log")));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Path certificate = write(folder.resolve("chain.pem"), "CERTIFICATE", store.getCertificate("one").getEncoded());
        Path key = write(folder.resolve("key.pem"), "PRIVATE KEY", store.getKey("one", PASSWORD.toCharArray()).getEncoded());
        return new PemFiles(certificate, key, trusting(store));
    }

    private static Path write(Path file, String what, byte[] content) throws IOException {
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + what + "-----\n");
    }

    private static SSLContext trusting(KeyStore made) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("one", made.getCertificate("one"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
