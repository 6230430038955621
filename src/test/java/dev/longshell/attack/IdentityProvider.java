package dev.longshell.attack;

import com.google.gson.Gson;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A small OpenID Connect provider that holds its clients to the letter (redirect URI, PKCE, secret, one use of a code) and says yes at once; what it says of whom is the
 * test's to choose. Its host is localhost, so that to a browser it is another site than 127.0.0.1.
 */
public final class IdentityProvider {
    /** Makes an ID token of what it should say. */
    interface Signer {
        String sign(JWTClaimsSet claims) throws JOSEException;
    }

    public static final String CLIENT = "longshell-under-test";
    public static final String SECRET = "canary-oidc-secret";
    private static IdentityProvider shared;

    private final Map<String, Map<String, String>> questions = new ConcurrentHashMap<>();
    private final RSAKey key;
    private final HttpServer server;
    private volatile JWTClaimsSet account = new JWTClaimsSet.Builder().subject("nobody in particular").build();
    private volatile Signer signer = this::sign;
    private volatile boolean down;

    private IdentityProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, new Gson().toJson(Map.of("issuer", issuer(), "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token", "end_session_endpoint", issuer() + "/end", "jwks_uri", issuer() + "/keys", "response_types_supported", new String[] {"code"}, "subject_types_supported", new String[] {"public"},
                "id_token_signing_alg_values_supported", new String[] {"RS256"}))));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** One for all tests of this JVM. */
    public static synchronized IdentityProvider shared() {
        if (shared == null) {
            try {
                shared = new IdentityProvider();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    RSAKey key() {
        return key;
    }

    /** Whoever comes next is that one, and what is said of them is true. @param name what they call themselves; null for nothing */
    public void knows(String subject, String name) {
        account = new JWTClaimsSet.Builder().subject(subject).claim("preferred_username", name).build();
        signer = this::sign;
        down = false;
    }

    void signsWith(Signer liar) {
        signer = liar;
    }

    /** From now on, until it knows somebody, it answers no client. */
    void fails() {
        down = true;
    }

    String sign(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> question = words(exchange.getRequestURI().getRawQuery());
        if (!CLIENT.equals(question.get("client_id")) || !question.getOrDefault("redirect_uri", "").matches("http://127\\.0\\.0\\.1:\\d+/openid/callback") || !"code".equals(question.get("response_type"))
                || !"S256".equals(question.get("code_challenge_method")) || !question.getOrDefault("scope", "").contains("openid")) {
            answer(exchange, 400, "no such client, redirect or question: " + question);
            return;
        }
        String code = UUID.randomUUID().toString();
        questions.put(code, question);
        exchange.getResponseHeaders().set("Location", question.get("redirect_uri") + "?code=" + code + "&state=" + URLEncoder.encode(question.get("state"), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = words(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> question = questions.remove(form.getOrDefault("code", ""));
        String credentials = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (down) {
            exchange.close();
            return;
        }
        if (!credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        if (question == null || !question.get("redirect_uri").equals(form.get("redirect_uri")) || !question.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        try {
            answer(exchange, 200, new Gson().toJson(Map.of("access_token", "of no use", "token_type", "Bearer", "id_token", signer.sign(claims(question)))));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private JWTClaimsSet claims(Map<String, String> question) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder(account).issuer(issuer()).audience(CLIENT).issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300))).claim("nonce", question.get("nonce")).build();
    }

    /** RFC 7636 section 4.2. */
    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a query or a form. */
    static Map<String, String> words(String text) {
        return Arrays.stream(text.split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
