package dev.longshell.console;

import dev.longshell.wire.Build;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/**
 * Scripts, styles and images, small on the line and asked for once: what has this build behind its address never changes (RFC 8246), any other address is asked
 * for again. Knows nothing of pages, which are never compressed: they hold secrets beside what others chose (BREACH).
 */
@WebServlet("/resources/*")
public class StaticFiles extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    /** By path; there are as many as the WAR has files. */
    private final transient Map<String, Content> contents = new ConcurrentHashMap<>();

    private record Content(byte[] plain, byte[] compressed) {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = "/resources" + request.getPathInfo();
        String type = getServletContext().getMimeType(path);
        Content content = type == null || path.contains("..") ? null : contents.computeIfAbsent(path, this::read);
        if (content == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean gzip = accepts(request.getHeader("Accept-Encoding"));
        String tag = '"' + Build.id() + (gzip ? "-gzip\"" : "\"");
        response.setHeader("Cache-Control", Build.id().equals(request.getQueryString()) ? FOR_EVER : ASK_AGAIN);
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] bytes = gzip ? content.compressed() : content.plain();
        response.setContentType(type);
        response.setContentLength(bytes.length);
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.getOutputStream().write(bytes);
    }

    /** RFC 9110, section 12.5.3; a browser names it, or does not. */
    private static boolean accepts(String encodings) {
        return encodings != null && encodings.contains("gzip") && !encodings.contains("gzip;q=0");
    }

    /** Null for what is not there. */
    private Content read(String path) {
        try (InputStream file = getServletContext().getResourceAsStream(path)) {
            if (file == null) {
                return null;
            }
            byte[] plain = file.readAllBytes();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(plain);
            }
            return new Content(plain, compressed.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
